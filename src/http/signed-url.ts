// Signed, expiring addresses for media: a plain GET without credentials, bound to one path.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs and checks paths with one key. */
export interface UrlSigner {
  /** `path?exp=…&sig=…`, valid for an hour from `now`. */
  sign(path: string, now: Date): string
  /** True when `sig` belongs to `path` and `exp` (unix seconds) has not passed. */
  verify(path: string, query: { exp?: string; sig?: string }, now: Date): boolean
}

const LIFETIME_S = 3600

/** Makes a signer with a secret `key` of at least 32 bytes. */
export function createUrlSigner(key: Buffer): UrlSigner {
  const signatureOf = (path: string, exp: string) =>
    createHmac('sha256', key).update(`GET\n${path}\n${exp}`).digest()
  return {
    sign(path, now) {
      const exp = String(Math.floor(now.getTime() / 1000) + LIFETIME_S)
      return `${path}?exp=${exp}&sig=${signatureOf(path, exp).toString('base64url')}`
    },
    verify(path, { exp, sig }, now) {
      if (!exp || !sig || !/^\d{1,12}$/.test(exp)) return false
      const [given, expected] = [Buffer.from(sig, 'base64url'), signatureOf(path, exp)]
      const genuine = given.length === expected.length && timingSafeEqual(given, expected)
      return genuine && Number(exp) * 1000 >= now.getTime()
    },
  }
}
