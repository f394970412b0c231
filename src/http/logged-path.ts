// What the log may hold of a request's path: sids and our own words, nothing that a caller put into it.
import type { FastifyRequest } from 'fastify'

const sid = /^[A-Z]{2}[0-9a-fA-F]{32}(\.[a-z0-9]{1,5})?$/
const word = /^([A-Za-z]{1,24}(\.[a-z]{1,5})?|v\d|\d{4}-\d\d-\d\d)?$/

/** The path of a request for the log. Of a known route each parameter that is no sid shows by its name alone (they
 * may be names, numbers of customers, file names); of any other path segments that are no plain word show as `*`. */
export function loggedPath({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>): string {
  const given = url.split('?')[0]!.split('/')
  const route = routeOptions.url?.split('/')
  const shown = given.map((segment, at) => {
    if (sid.test(segment)) return segment
    if (route) return route[at] ?? ''
    return word.test(segment) ? segment : '*'
  })
  return shown.join('/')
}
