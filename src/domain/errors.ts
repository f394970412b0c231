// The catalogue of everything that can go wrong as seen from outside: one entry per cause, with its Twilio
// code, HTTP status, whether trying again can help, and the sentence users read. docs/errors.md is made from it.

/** One row of the catalogue. `status` is the HTTP status when an API call answers with this error;
 * entries without it never answer a call, they end a transcript as `failed` (contract section 7). */
export interface ErrorEntry {
  code: number
  status?: number
  retryable: boolean
  sentence: string
}

const entry = (code: number, status: number, sentence: string): ErrorEntry => ({
  code,
  status,
  retryable: status === 429 || status >= 500,
  sentence,
})
const failure = (code: number, sentence: string, retryable = false): ErrorEntry => ({
  code,
  retryable,
  sentence,
})

/** Every error by our own key; the key is stable and appears in logs. */
export const errorCatalogue = {
  friendlyNameTooLong: entry(20002, 400, 'FriendlyName is longer than 64 characters'),
  unauthenticated: entry(20003, 401, 'Authenticate: no credentials, or wrong ones'),
  methodNotAllowed: entry(20004, 405, 'The method is not allowed on this resource'),
  forbidden: entry(20403, 403, 'This credential lacks the right to do that'),
  notFound: entry(20404, 404, 'The requested resource was not found'),
  conflict: entry(20409, 409, 'The request conflicts with what is stored'),
  preconditionFailed: entry(20412, 412, 'If-Match does not carry the current version'),
  bodyTooLarge: entry(20413, 413, 'The request body is larger than 1 MiB'),
  invalidParameter: entry(20422, 400, 'A parameter is missing or invalid'),
  requestTooSlow: entry(20422, 408, 'The request took too long to arrive'),
  rangeNotSatisfiable: entry(20422, 416, 'The range lies outside the file'),
  unsupportedBodyType: entry(20422, 415, 'Send application/x-www-form-urlencoded'),
  invalidSid: entry(20423, 400, 'A sid in a parameter is malformed'),
  tooManyRequests: entry(20429, 429, 'Too many requests; this one was not processed'),
  internal: entry(20500, 500, 'Internal server error'),
  unavailable: entry(20503, 503, 'The service is not ready; try again shortly'),
  storageFull: entry(20503, 503, 'There is no room left to store this; nothing was changed'),
  mediaStoreUnavailable: entry(20503, 503, 'The media store can not be used just now; try again shortly'),

  mediaUrlInvalid: entry(95005, 400, 'media_url is not an http(s) address that may be fetched'),
  mediaUrlEmpty: entry(95006, 400, 'media_url is empty'),
  encryptionCredentialInvalid: entry(95123, 400, 'EncryptionCredentialSid is no public key of this account'),
  encryptionWithMediaRedaction: entry(
    95124,
    400,
    'MediaRedaction can not be combined with an encryption credential',
  ),
  redactionLanguage: entry(95303, 400, 'There is no redaction for the language of this service'),
  mediaRedactionLanguage: entry(
    95304,
    400,
    'There is no redaction of media for the language of this service',
  ),

  recordingUnavailable: failure(95102, 'The recording was deleted, or access to it was refused'),
  transcriptionFailed: failure(95100, 'The recording could not be transcribed', true),
  mediaTooLarge: failure(95103, 'The recording has more bytes than MEDIA_MAX_BYTES allows'),
  mediaTypeUnsupported: failure(95104, 'The file is not audio that this server can decode'),
  downloadFailed: failure(95105, 'The recording could not be downloaded', true),
  recogniserFailed: failure(95106, 'The speech recogniser failed', true),
  mediaEmpty: failure(95109, 'The recording holds no audio'),
  mediaNotFound: failure(95110, 'The recording was not found at its address'),
  mediaUnauthorized: failure(95111, 'The address of the recording refused access'),
  sampleRateTooLow: failure(95112, 'The recording has a sample rate below 8000 Hz'),
  mediaCorrupted: failure(95113, 'The recording is corrupted'),
  mediaTooLong: failure(95114, 'The recording is longer than MEDIA_MAX_SECONDS allows'),
  tooManyChannels: failure(95115, 'The recording has more than two channels'),
  recordingStoredElsewhere: failure(95118, 'The recording is stored outside Twilio; name it by media_url'),
  recordingEncrypted: failure(95119, 'The recording is encrypted and can not be transcribed'),
  recordingNotReady: failure(95120, 'The recording is not completed yet', true),
  recordingNotFound: failure(95122, 'The recording was not found in this account'),
  webhookRefused: failure(95200, 'The webhook answered with a status other than 2xx', true),
  webhookTimedOut: failure(95201, 'The webhook did not answer in time', true),
  redactionFailed: failure(95303, 'Personal data could not be removed, so nothing was kept'),
  encryptionFailed: failure(95123, 'The content could not be encrypted for its owner'),
  operatorFailed: failure(95302, 'The operator could not be run'),
  llmNotConfigured: failure(95302, 'The operator needs a language model: set LLM_BASE_URL and LLM_MODEL'),
  languageUnsupported: failure(95301, 'No configured recogniser serves the language of this service'),
} as const satisfies Record<string, ErrorEntry>

/** Our own name of an error; a key of {@link errorCatalogue}. */
export type ErrorKey = keyof typeof errorCatalogue

/** What extra a thrower may add. `message` replaces the catalogue's sentence; it must hold nothing private. */
export interface ErrorDetail {
  message?: string
  cause?: unknown
  /** HTTP status for an entry that has none, where its cause does answer a call (an upload). */
  status?: number
  /** Overrides the entry's flag, e.g. a download failure that no retry can mend. */
  retryable?: boolean
}

/** The one error class of the product: thrown at the edge that knows, translated once in `http/`, or recorded
 * as a transcript's failure by the worker. */
export class VerbatimError extends Error {
  readonly key: ErrorKey
  readonly code: number
  readonly status: number | undefined
  readonly retryable: boolean

  constructor(key: ErrorKey, detail: ErrorDetail = {}) {
    const found: ErrorEntry = errorCatalogue[key]
    super(detail.message ?? found.sentence, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = 'VerbatimError'
    this.key = key
    this.code = found.code
    this.status = detail.status ?? found.status
    this.retryable = detail.retryable ?? found.retryable
  }
}

/** Shorthand for `new VerbatimError(key, { message })`. */
export function fault(
  key: ErrorKey,
  message?: string,
  detail: Omit<ErrorDetail, 'message'> = {},
): VerbatimError {
  return new VerbatimError(key, message === undefined ? detail : { ...detail, message })
}
