// User and password of a webhook's URL: sent only to a server that asked for them (contract section 11).
import { parseChallenges } from './challenge.ts'
import { type AuthorizedRequest, answerDigest, type UrlCredentials } from './digest.ts'

/** User and password of `url`, null when it has neither. */
export function credentialsOf(url: string): UrlCredentials | null {
  const { username, password } = new URL(url)
  if (username === '' && password === '') return null
  return { user: decode(username), password: decode(password) }
}

/** The Authorization that answers a WWW-Authenticate: Digest where it is offered, as the password then stays secret,
 * else Basic. Null when neither is.
 * @param cnonce a fresh random text */
export function answerChallenge(
  header: string,
  credentials: UrlCredentials,
  request: AuthorizedRequest & { cnonce: string },
): string | null {
  const challenges = parseChallenges(header)
  for (const challenge of challenges.filter(({ scheme }) => scheme === 'digest')) {
    const answer = answerDigest(challenge, credentials, request)
    if (answer !== null) return answer
  }
  if (!challenges.some(({ scheme }) => scheme === 'basic')) return null
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}

/** A stray % stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
