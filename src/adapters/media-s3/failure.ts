// What answers and broken connections mean. Nothing of addresses, names of objects or bodies goes into an error.
import { fault, type VerbatimError } from '../../domain/errors.ts'
import { textOf } from './xml.ts'

/** A try that failed. `passing` when another one may succeed. */
export interface Failure {
  error: VerbatimError
  passing: boolean
  /** The pause that the server asked for, in milliseconds. */
  waitMs: number
  /** HTTP status, 0 when no answer came. */
  status: number
  /** The server's word for it, where it said one. */
  code: string | null
}

/** Codes of answers with status 400 that mean an accident on the way. */
const accidents = new Set(['RequestTimeout', 'IncompleteBody', 'BadDigest', 'XAmzContentSHA256Mismatch'])
/** Codes of keys that are not known, or not any more; some come with status 400. */
const refusals = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'InvalidAccessKeyId'])
/** Codes of servers that are asked for a bucket of another region. */
const strangers = new Set(['AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'])
/** Some answer a write that has no room with them. */
const full = new Set(['XMinioStorageFull', 'QuotaExceeded', 'EntityTooLargeForQuota'])

/** Judges an answer that is no success.
 * @param body the beginning of what was answered, empty for HEAD */
export function failureOfAnswer(status: number, body: string, retryAfter: string | null): Failure {
  const code = codeIn(body)
  const passing =
    status === 408 ||
    status === 429 ||
    (status >= 500 && status !== 501 && status !== 507) ||
    // A success whose body is an error, of requests that take long.
    (status < 300 && (code === null || code === 'InternalError')) ||
    (code !== null && (accidents.has(code) || code === 'SlowDown'))
  const waitMs = /^\d{1,4}$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : 0
  return { error: errorOf(status, code), passing, waitMs, status, code }
}

function errorOf(status: number, code: string | null): VerbatimError {
  const said = code ? `HTTP ${status}, ${code}` : `HTTP ${status}`
  if (status === 507 || (code && full.has(code)))
    return fault('storageFull', `The media store is full (${said})`)
  if (code === 'NoSuchBucket') return unavailable(`The bucket of MEDIA_STORE does not exist (${said})`)
  if (status === 401 || status === 403 || (code && refusals.has(code))) {
    return unavailable(`The media store refused access (${said})`)
  }
  if ((status >= 300 && status < 400) || (code && strangers.has(code))) {
    return unavailable(`The bucket of MEDIA_STORE is elsewhere: check AWS_REGION and S3_ENDPOINT (${said})`)
  }
  return unavailable(`The media store answered ${said}`)
}

/** Judges what undici or a socket threw; passing but for certificates that are not valid, what is no HTTP, and a client
 * that was closed. */
export function failureOfConnection(error: unknown): Failure {
  const code = (error as { code?: unknown } | null)?.code
  const known = typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'unknown'
  const definite =
    /CERT|UNABLE_TO_VERIFY|SELF_SIGNED|ERR_TLS|HPE_INVALID_CONSTANT|UND_ERR_(DESTROYED|CLOSED)/.test(known)
  const text = timeouts.has(known) ? 'did not answer in time' : 'could not be reached, or broke off'
  return {
    error: unavailable(`The media store ${text} (${known})`),
    passing: !definite,
    waitMs: 0,
    status: 0,
    code: null,
  }
}

const timeouts = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])

/** The store can not be used just now. */
export function unavailable(message: string): VerbatimError {
  return fault('mediaStoreUnavailable', message)
}

/** Codes are words; anything else is not repeated. */
function codeIn(body: string): string | null {
  const code = textOf(body, 'Code')
  return code && /^[A-Za-z0-9]{1,64}$/.test(code) ? code : null
}
