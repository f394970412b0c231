// Follows redirects by hand, so that every address on the way passes the guard.
import { fault } from '../../domain/errors.ts'
import type { AddressRules } from './address-rules.ts'
import { headerOf, type OpenResponse } from './transport.ts'

/** Redirects followed before giving up (speech-and-media section 7). */
const maxRedirects = 5

const redirectStatuses = new Set([301, 302, 303, 307, 308])

/** Asks for `start` and for whatever it redirects to.
 * @param ask sends one GET
 * @returns the first response that redirects no further
 * @throws VerbatimError downloadFailed, not retryable, when a URL is refused or the chain is too long; what `ask`
 *   throws */
export async function followRedirects(
  start: URL,
  rules: AddressRules,
  ask: (url: URL) => Promise<OpenResponse>,
): Promise<OpenResponse> {
  let url = start
  for (let followed = 0; ; followed++) {
    const refusal = rules.refusal(url)
    if (refusal) throw definite(`${followed === 0 ? 'the URL' : 'a redirect'} ${refusal}`)
    const response = await ask(url)
    const location = redirectStatuses.has(response.statusCode) ? headerOf(response, 'location') : null
    if (location === null) return response
    response.body.destroy()
    if (followed === maxRedirects) throw definite(`${url.host} redirected more than ${maxRedirects} times`)
    const next = URL.parse(location, url.href)
    if (!next) throw definite(`${url.host} redirected to something that is not a URL`)
    url = next
  }
}

function definite(message: string) {
  return fault('downloadFailed', message, { retryable: false })
}
