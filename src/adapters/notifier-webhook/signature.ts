// Twilio's request signature (contract section 11): HMAC-SHA1 over the address, which itself carries the hash
// of a JSON body.
import { createHash, createHmac } from 'node:crypto'

/** The address with `bodySHA256=<hex of the SHA-256 of body>` added to its query; what was there stays as it is. */
export function withBodyHash(url: string, body: string): string {
  const hash = createHash('sha256').update(body).digest('hex')
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`
}

/** The value of X-Twilio-Signature for a JSON POST or a GET to `url` (no form parameters). */
export function signUrl(authToken: string, url: string): string {
  return createHmac('sha1', authToken).update(url, 'utf8').digest('base64')
}

/** The address as it goes over the wire, which is what receivers check the signature of: encoded, with a path,
 * without user, password and fragment; what its query says stays as it is. */
export function plainUrl(url: string): string {
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${pathname}${search}`
}
