// Makes requests that no well-behaved client sends, the same ones for the same seed: wrong types, huge values, control
// characters, broken JSON, wrong body types, duplicate and unknown parameters, bad paths.
import type { RandomSource } from '../../src/testing/seeded-random.ts'

/** A request as it goes over the wire; `path` is sent as it is. */
export interface BadRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
}

/** Sids that exist, so that some requests get past the path. */
export interface KnownSids {
  account: string
  service: string
  transcript: string
  operator: string
}

type Random = () => number

/** An endless supply of requests. */
export function createBadRequests(source: RandomSource, sids: KnownSids): () => BadRequest {
  const random: Random = () => source.integer(0, 999_999) / 1_000_000
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const maybe = (chance: number) => random() < chance
  const value = () => pick(oddValues)(random)

  const path = () => {
    const known = [sids.service, sids.transcript, sids.operator, sids.account]
    const sid = () => (maybe(0.6) ? pick(known) : encodeText(value(), true).slice(0, 3000))
    const plain = pick(paths).replaceAll('*', sid)
    return maybe(0.1) ? pick(brokenPaths)(plain) : plain
  }
  const parameters = () => {
    const count = Math.floor(random() * 6)
    const pairs = Array.from({ length: count }, () => [pick(parameterNames), value()] as const)
    return maybe(0.2) ? [...pairs, ...pairs] : pairs
  }
  const encode = () =>
    parameters()
      .map(
        ([name, text]) => `${maybe(0.9) ? encodeURIComponent(name) : name}=${encodeText(text, maybe(0.9))}`,
      )
      .join('&')

  return () => {
    const method = pick(methods)
    const query = maybe(0.5) ? `?${encode()}` : ''
    const [type, make] = pick(bodies)
    const hasBody = method !== 'GET' && method !== 'HEAD' && maybe(0.85)
    const headers: Record<string, string> = {
      ...(hasBody && maybe(0.95) && { 'content-type': type }),
      ...(maybe(0.2) && { 'if-match': pick(['"x"', '', '*', '9'.repeat(500), 'W/"1", "2"', ',,,']) }),
      ...(maybe(0.1) && {
        range: pick(['bytes=-', 'bytes=9-1', 'lines=1-2', 'bytes=0-999999999999999999999']),
      }),
      ...(maybe(0.05) && { 'content-encoding': pick(['gzip', 'br', 'nonsense']) }),
      ...(maybe(0.05) && { host: pick(['evil example', '[::1', 'a'.repeat(300), '..', '127.0.0.1:99999']) }),
      ...(maybe(0.05) && { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }),
    }
    // What overflows the header is refused before its method is known, so with a body, which HEAD must not have.
    const whole = (path() + query).slice(0, method === 'HEAD' ? 4000 : undefined)
    return { method, path: whole, headers, body: hasBody ? make(encode, random) : null }
  }
}

/** Half of an odd text goes out as it is, which `encodeURIComponent` would refuse or mend. */
function encodeText(text: unknown, properly: boolean): string {
  const plain = String(text)
  if (properly && plain.isWellFormed()) return encodeURIComponent(plain)
  return plain.replace(/[^\x21-\x7e]|[#&+]/g, (one) => `%${(one.charCodeAt(0) & 0xff).toString(16)}`)
}

const methods = ['GET', 'GET', 'POST', 'POST', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'] as const

const paths = [
  '/v2/Services',
  '/v2/Services/*',
  '/v2/Services/*/Operators',
  '/v2/Services/*/Operators/*',
  '/v2/Services/*/Transcripts',
  '/v2/Transcripts',
  '/v2/Transcripts/*',
  '/v2/Transcripts/*/Media',
  '/v2/Transcripts/*/Sentences',
  '/v2/Transcripts/*/Sentences/Encrypted',
  '/v2/Transcripts/*/OperatorResults',
  '/v2/Transcripts/*/OperatorResults/*',
  '/v2/Transcripts/*/OperatorResults/Encrypted',
  '/v2/Operators',
  '/v2/Operators/*',
  '/v2/Operators/Custom',
  '/v2/Operators/Custom/*',
  '/v2/Operators/PreBuilt',
  '/v2/Operators/PreBuilt/*',
  '/v2/OperatorTypes',
  '/v2/OperatorTypes/*',
  '/v1/Credentials/PublicKeys',
  '/v1/Credentials/PublicKeys/*',
  '/x/v1/Recordings',
  '/x/v1/Keys',
  '/x/v1/Keys/*',
  '/x/v1/Keys/*/Rotate',
  '/x/v1/Accounts',
  '/x/v1/Accounts/*/Rotate',
  '/x/v1/Transcripts/*/Diagnostics',
  '/x/v1/Hooks/RecordingStatus',
  '/x/v1/Media/*/original/*',
  '/x/v1/Encrypted/*/*',
  '/2010-04-01/Accounts/*/Recordings.json',
  '/2010-04-01/Accounts/*/Recordings/*.json',
  '/2010-04-01/Accounts/*/Recordings/*.wav',
  '/v2',
  '/',
]

const brokenPaths: readonly ((path: string) => string)[] = [
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}%00`,
  (path) => `${path}/%C0%AF`,
  (path) => `${path}//`,
  (path) => `${path}/../..`,
  (path) => path.toUpperCase(),
  (path) => `/${path}`,
  (path) => `${path};a=b`,
  (path) => `${path}${'/x'.repeat(200)}`,
]

const parameterNames = [
  'UniqueName',
  'FriendlyName',
  'LanguageCode',
  'AutoRedaction',
  'MediaRedaction',
  'AutoTranscribe',
  'DataLogging',
  'WebhookUrl',
  'WebhookHttpMethod',
  'EncryptionCredentialSid',
  'ServiceSid',
  'Channel',
  'CustomerKey',
  'MediaStartTime',
  'PageSize',
  'Page',
  'PageToken',
  'Status',
  'SourceSid',
  'BeforeStartTime',
  'AfterDateCreated',
  'Redacted',
  'WordTimestamps',
  'Availability',
  'OperatorType',
  'Config',
  'PublicKey',
  'Scope',
  'GraceSeconds',
  'RecordingSid',
  'AccountSid',
  'RequestedChannels',
  'exp',
  'sig',
  '__proto__',
  'constructor',
  'Unknown',
  'Channel[media_properties]',
  '',
]

const oddValues: readonly ((random: Random) => unknown)[] = [
  () => '',
  () => 'true',
  () => 'maybe',
  () => 'null',
  () => '0',
  () => '-1',
  () => '1e309',
  () => '99999999999999999999999999',
  () => 'NaN',
  () => 'Infinity',
  () => '2026-02-30',
  () => '0000-00-00T99:99:99Z',
  () => '+275760-09-13T00:00:00.001Z',
  () => '\0',
  () => 'a\0b',
  () => '\r\nX-Injected: 1',
  () => '\u{1F511}'.repeat(70),
  () => '\ud800',
  () => "'; drop table transcripts; --",
  () => '%'.repeat(20),
  () => 'x'.repeat(65),
  () => 'x'.repeat(5000),
  (random) => 'y'.repeat(Math.floor(random() * 200_000)),
  () => '{',
  () => '[]',
  () => '"text"',
  () => '{"media_properties":',
  () => '{"media_properties": {}}',
  () => '{"media_properties": {"media_url": "ftp://example.com/a.wav"}}',
  () => '{"media_properties": {"media_url": "http://169.254.169.254/"}}',
  () => '{"media_properties": {"media_url": "http://exa mple"}}',
  () => '{"media_properties": {"media_url": {"a": 1}}}',
  () => '{"media_properties": {"source_sid": "CA00000000000000000000000000000000"}}',
  () => '{"media_properties": {"source_sid": "RE00000000000000000000000000000000"}, "participants": 7}',
  () =>
    '{"media_properties": {"media_url": "https://example.com/a"}, "participants": [{"channel_participant": 3}]}',
  () => `{"media_properties": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
  () => '{"__proto__": {"media_url": "https://example.com"}}',
  () => 'Generative',
  () => 'GenerativeJSON',
  () => 'PhraseMatching',
  () => '{"prompt": 1}',
  () => `{"prompt": "${'p'.repeat(4001)}"}`,
  () => '{"phrase_sets": [{"name": "", "phrases": []}]}',
  () => '{"phrase_sets": [{"name": "a", "phrases": ["(a|"], "match": "pattern"}]}',
  () => '{"prompt": "a", "json_result_schema": {"type": "array"}}',
  () => '{"prompt": "\\u0000"}',
  () => '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
  () => 'PAAAAA',
  () => 'PAWyJ4Il0',
  () => `PA${Buffer.from('[1e400,"x"]').toString('base64url')}`,
  () => `PB${Buffer.from('[-1]').toString('base64url')}`,
]

const bodies: readonly (readonly [string, (encode: () => string, random: Random) => Buffer])[] = [
  ['application/x-www-form-urlencoded', (encode) => Buffer.from(encode())],
  ['application/x-www-form-urlencoded', (encode) => Buffer.from(encode())],
  ['application/x-www-form-urlencoded', (encode) => Buffer.from(encode())],
  ['application/x-www-form-urlencoded; charset=utf-16', (encode) => Buffer.from(encode())],
  ['application/x-www-form-urlencoded', (_, random) => noise(random, 2000)],
  ['application/json', () => Buffer.from('{"UniqueName": "json"}')],
  ['application/json', () => Buffer.from('{broken')],
  ['text/plain', () => Buffer.from('hello')],
  ['multipart/form-data', () => Buffer.from('no boundary')],
  [
    'multipart/form-data; boundary=b',
    () => Buffer.from('--b\r\nContent-Disposition: form-data; name="file"'),
  ],
  [
    'multipart/form-data; boundary=b',
    () =>
      Buffer.from(
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF\r\n--b--\r\n',
      ),
  ],
  ['audio/wav', (_, random) => noise(random, 5000)],
  ['', () => Buffer.from('a=b')],
  ['nonsense', () => Buffer.alloc(0)],
  ['application/x-www-form-urlencoded', () => Buffer.alloc((1 << 20) + 1, 'a')],
]

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(random() * length) }, () => Math.floor(random() * 256)))
}
