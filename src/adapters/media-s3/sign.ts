// Signatures of requests (AWS Signature Version 4, in the Authorization header).
import { AwsV4Signer } from 'aws4fetch'
import type { S3Location } from './location.ts'

/** A request to sign. `sha256` is that of its body, in hexadecimal; every header is signed. */
export interface SignedRequest {
  method: string
  url: URL
  headers: Readonly<Record<string, string>>
  sha256: string
}

/** SHA-256 of nothing. */
export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Makes a signer; the key that follows from the secret for each day is kept.
 * @param now tests bring another */
export function createSigner(
  { region, credentials }: Pick<S3Location, 'region' | 'credentials'>,
  now: () => Date = () => new Date(),
): (request: SignedRequest) => Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const cache = new Map<string, ArrayBuffer>()
  return async ({ method, url, headers, sha256 }) => {
    const datetime = now()
      .toISOString()
      .replace(/[:-]|\.\d{3}/g, '')
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
      service: 's3',
      region,
      cache,
      datetime,
      allHeaders: true,
    })
    return Object.fromEntries((await signer.sign()).headers)
  }
}
