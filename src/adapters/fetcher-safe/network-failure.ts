// What went wrong on the wire, told apart by error code. The errors themselves go no further: some carry parts
// of the response or of the URL.

import { tooSlowCode } from './pace.ts'

/** Code of the error with which the connector refuses an address. */
export const addressRefusedCode = 'ERR_ADDRESS_REFUSED'

/** A failure in our terms. `text` follows a host name ("example.com …") and holds nothing private. */
export interface NetworkFailure {
  /** `timeout` and `connection` may pass; `blocked` (by the guard) and `definite` will not. */
  kind: 'timeout' | 'connection' | 'blocked' | 'definite'
  text: string
}

const timeouts: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'could not be connected to in time',
  ETIMEDOUT: 'could not be connected to in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped sending',
  [tooSlowCode]: 'sent too slowly',
}

/** OpenSSL's and Node's codes for a certificate that does not verify. */
const certificateCodes =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|HOSTNAME_MISMATCH)/

/** Classifies what undici or a socket threw. */
export function networkFailure(error: unknown): NetworkFailure {
  const code = codeOf(error)
  if (code === null) return { kind: 'definite', text: 'could not be asked' }
  const timeout = timeouts[code]
  if (timeout) return { kind: 'timeout', text: timeout }
  if (code === addressRefusedCode) {
    return { kind: 'blocked', text: 'has an address or port that may not be reached (NETWORK_ALLOW)' }
  }
  if (certificateCodes.test(code)) return { kind: 'definite', text: `has no valid certificate (${code})` }
  if (isProtocolError(code)) return { kind: 'definite', text: `does not speak proper HTTP (${code})` }
  return { kind: 'connection', text: `broke or refused the connection (${code})` }
}

function isProtocolError(code: string): boolean {
  // HPE_INVALID_EOF_STATE: a chunked body that ended early, so only the connection broke.
  return (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') || code === 'UND_ERR_HEADERS_OVERFLOW'
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : null
}
