// Signed, expiring addresses for media: a plain GET without credentials, bound to one path.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../domain/errors.ts'
import type { Clock } from '../ports/clock.ts'

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

/** The query of a signed address. */
export const signedQuery = Type.Object({
  exp: Type.Optional(Type.String()),
  sig: Type.Optional(Type.String()),
})
/** See {@link signedQuery}. */
export type SignedQuery = Static<typeof signedQuery>

/** Lets a request by signed address pass.
 * @throws VerbatimError forbidden */
export function requireSignature(
  request: FastifyRequest,
  { signer, clock }: { signer: UrlSigner; clock: Clock },
) {
  const path = request.url.split('?')[0]!
  if (!signer.verify(path, request.query as SignedQuery, clock.now())) {
    throw fault('forbidden', 'The address has expired or was altered; ask the resource for a new one')
  }
}
