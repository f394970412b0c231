// Lists on the wire: a named array and `meta` (contract section 3). PageToken is a cursor, opaque to clients;
// Page is the client's own count and is only echoed.
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../domain/errors.ts'
import type { Cursor, Page, PageRequest } from '../domain/page.ts'
import type { BaseUrl } from './base-url.ts'
import { nullable } from './schemas.ts'

const DEFAULT_PAGE_SIZE = 50

/** The parameters of every list. */
export const pagingParameters = {
  PageSize: Type.Optional(Type.Integer({ minimum: 1 })),
  Page: Type.Optional(Type.Integer({ minimum: 0 })),
  PageToken: Type.Optional(Type.String()),
}

/** The values of {@link pagingParameters}. */
export interface PagingQuery {
  PageSize?: number
  Page?: number
  PageToken?: string
}

const pageMeta = Type.Object({
  key: Type.String(),
  page: Type.Integer(),
  page_size: Type.Integer(),
  first_page_url: Type.String(),
  previous_page_url: nullable(Type.String()),
  url: Type.String(),
  next_page_url: nullable(Type.String()),
})

/** Schema of a list answer: `{ [key]: item[], meta }`. */
export function pageSchema<K extends string, T extends Type.TSchema>(key: K, item: T) {
  return Type.Object({ [key]: Type.Array(item), meta: pageMeta } as { [k in K]: Type.TArray<T> } & {
    meta: typeof pageMeta
  })
}

/** Which page is asked for; a size over `maxSize` is clamped, not refused.
 * @throws VerbatimError invalidParameter when the token is not one of ours */
export function parsePaging(query: PagingQuery, maxSize = 1000): PageRequest {
  const limit = Math.min(query.PageSize ?? DEFAULT_PAGE_SIZE, maxSize)
  return { limit, cursor: query.PageToken ? decodeToken(query.PageToken) : null }
}

/** What a list answer is made of. */
export interface PageAnswer<T, V> {
  key: string
  page: Page<T>
  limit: number
  present: (item: T) => V
}

/** The body of a list answer. URLs repeat the caller's filters, then PageSize, Page and PageToken. */
export function presentPage<T, V>(request: FastifyRequest, baseUrl: BaseUrl, answer: PageAnswer<T, V>) {
  const query = request.query as PagingQuery & Record<string, unknown>
  const number = query.Page ?? 0
  const urlOf = (page: number, token?: string) => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      if (!(name in pagingParameters)) for (const one of [value].flat()) parameters.append(name, String(one))
    }
    parameters.append('PageSize', String(answer.limit))
    parameters.append('Page', String(page))
    if (token) parameters.append('PageToken', token)
    return `${baseUrl(request)}${request.url.split('?')[0]}?${parameters}`
  }
  const { previous, next } = answer.page
  const meta: Static<typeof pageMeta> = {
    key: answer.key,
    page: number,
    page_size: answer.limit,
    first_page_url: urlOf(0),
    previous_page_url: previous && urlOf(Math.max(0, number - 1), encodeToken(previous)),
    url: urlOf(number, query.PageToken),
    next_page_url: next && urlOf(number + 1, encodeToken(next)),
  }
  return { [answer.key]: answer.page.items.map(answer.present), meta }
}

/** `PA` (next) or `PB` (previous) and the sort key. */
function encodeToken({ direction, key }: Cursor): string {
  return `${direction === 'next' ? 'PA' : 'PB'}${Buffer.from(JSON.stringify(key)).toString('base64url')}`
}

function decodeToken(token: string): Cursor {
  const match = /^(PA|PB)([A-Za-z0-9_-]+)$/.exec(token)
  const key = match && parseKey(Buffer.from(match[2]!, 'base64url').toString('utf8'))
  if (!key) throw fault('invalidParameter', 'PageToken is not one that this server gave out')
  return { direction: match[1] === 'PA' ? 'next' : 'previous', key }
}

/** A sort key is one number (an index) or a time in milliseconds with a sid. */
function parseKey(json: string): (string | number)[] | null {
  try {
    const key: unknown = JSON.parse(json)
    if (!Array.isArray(key) || !Number.isSafeInteger(key[0]) || Math.abs(key[0]) > 8.64e15) return null
    const isIndex = key.length === 1 && Math.abs(key[0]) < 2 ** 31
    const isDated = key.length === 2 && /^[A-Z]{2}[0-9a-f]{32}$/i.test(String(key[1]))
    return isIndex || isDated ? key : null
  } catch {
    return null
  }
}
