// Digest authentication (RFC 7616): the answer to one challenge, for one request.
import { createHash } from 'node:crypto'
import type { Challenge } from './challenge.ts'

/** The request that is to be authorized. `uri` is path and query. */
export interface AuthorizedRequest {
  method: string
  uri: string
  body: string
}

/** User and password, decoded. */
export interface UrlCredentials {
  user: string
  password: string
}

const hashes: Record<string, string> = {
  MD5: 'md5',
  'SHA-256': 'sha256',
  'SHA-512-256': 'sha512-256',
}

/** The value of Authorization, or null when the challenge asks for something unknown.
 * @param cnonce the client's own random text */
export function answerDigest(
  { parameters }: Challenge,
  { user, password }: UrlCredentials,
  request: AuthorizedRequest & { cnonce: string },
): string | null {
  const { realm = '', nonce = '', opaque, algorithm = 'MD5' } = parameters
  const [, name = '', session] = /^(.*?)(-sess)?$/i.exec(algorithm)!
  const hashName = hashes[name.toUpperCase()]
  const qop = chooseQop(parameters.qop)
  if (!hashName || qop === null) return null
  const hash = (text: string) => createHash(hashName).update(text, 'utf8').digest('hex')
  const { method, uri, body, cnonce } = request
  const identity = hash(`${user}:${realm}:${password}`)
  const secret = session ? hash(`${identity}:${nonce}:${cnonce}`) : identity
  const subject = hash(qop === 'auth-int' ? `${method}:${uri}:${hash(body)}` : `${method}:${uri}`)
  const count = '00000001'
  const middle = qop ? `${nonce}:${count}:${cnonce}:${qop}` : nonce
  const parts = [
    ['username', quote(user)],
    ['realm', quote(realm)],
    ['nonce', quote(nonce)],
    ['uri', quote(uri)],
    ['response', quote(hash(`${secret}:${middle}:${subject}`))],
    ['algorithm', algorithm],
    ...(opaque === undefined ? [] : [['opaque', quote(opaque)]]),
    ...(qop
      ? [
          ['qop', qop],
          ['nc', count],
        ]
      : []),
    ...(qop || session ? [['cnonce', quote(cnonce)]] : []),
  ]
  return `Digest ${parts.map((pair) => pair.join('=')).join(', ')}`
}

/** '' for the old form without; null when nothing offered is known. */
function chooseQop(offered: string | undefined): 'auth' | 'auth-int' | '' | null {
  if (offered === undefined) return ''
  const words = offered.toLowerCase().split(/[\s,]+/)
  return (['auth', 'auth-int'] as const).find((one) => words.includes(one)) ?? null
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
