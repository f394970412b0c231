// Where in S3 the objects lie and who asks for them. Settings in, addresses out; nothing is asked here.

/** The settings that this is made of, as they were read. */
export interface S3Settings {
  MEDIA_STORE: { bucket: string; prefix: string } | null
  S3_ENDPOINT: string | null
  AWS_REGION: string | null
  AWS_ACCESS_KEY_ID: string | null
  AWS_SECRET_ACCESS_KEY: string | null
  AWS_SESSION_TOKEN: string | null
}

/** What requests are signed with. */
export interface S3Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | null
}

/** A bucket, and the part of it that is ours. */
export interface S3Location {
  bucket: string
  /** In front of every key; empty or ending with a slash. */
  prefix: string
  /** Address of the bucket, without a slash at its end. */
  bucketUrl: string
  region: string
  credentials: S3Credentials
}

/** The location that the settings name; null when media are kept as files.
 * @throws Error naming the setting that is missing */
export function s3LocationOf(settings: S3Settings): S3Location | null {
  const { MEDIA_STORE: place, S3_ENDPOINT: endpoint, AWS_SESSION_TOKEN: sessionToken } = settings
  if (!place) return null
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('MEDIA_STORE names a bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, too')
  }
  const region = settings.AWS_REGION ?? (endpoint ? 'us-east-1' : null)
  if (!region) throw new Error('MEDIA_STORE names a bucket of AWS: set AWS_REGION, or S3_ENDPOINT for others')
  return {
    bucket: place.bucket,
    prefix: place.prefix && `${place.prefix}/`,
    bucketUrl: endpoint ? `${endpoint}/${place.bucket}` : bucketUrlOfAws(place.bucket, region),
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  }
}

function bucketUrlOfAws(bucket: string, region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  // The certificate covers one label in front of the domain.
  return bucket.includes('.')
    ? `https://s3.${region}.${domain}/${bucket}`
    : `https://${bucket}.s3.${region}.${domain}`
}

/** The whole name in the bucket.
 * @throws RangeError for keys that could lead elsewhere */
export function objectNameOf(key: string, { prefix }: Pick<S3Location, 'prefix'>): string {
  const parts = key.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new RangeError('a media key may not leave the media folder')
  }
  return prefix + key
}

/** The name as it stands in addresses and headers. */
export function encodeName(name: string): string {
  return name.split('/').map(encodeStrictly).join('/')
}

/** Address of the object `name`, of the bucket itself for null. */
export function urlOf(
  name: string | null,
  query: Readonly<Record<string, string>>,
  { bucketUrl }: Pick<S3Location, 'bucketUrl'>,
): URL {
  const url = new URL(name === null ? `${bucketUrl}/` : `${bucketUrl}/${encodeName(name)}`)
  url.search = Object.entries(query)
    .map(([field, value]) => `${encodeStrictly(field)}=${encodeStrictly(value)}`)
    .join('&')
  return url
}

/** Everything but letters, digits and `-._~` in percent signs, as signatures are made over it. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
