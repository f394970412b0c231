// Lists on the wire: a named array and `meta` (contract section 3). PageToken is a cursor, opaque to clients;
// Page is the client's own count and is only echoed.
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { fault } from '../domain/errors.ts'
import type { Cursor, Page, PageRequest } from '../domain/page.ts'
import type { BaseUrl } from './base-url.ts'
import { lenient, nullable, urlSchema } from './schemas.ts'

const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 1000

/** The parameters of every list. A PageSize over `maxSize` is clamped, not refused. */
export function pagingParametersUpTo(maxSize: number) {
  return {
    PageSize: Type.Optional(
      lenient(
        Type.Integer({ minimum: 1 }),
        Type.Integer({
          minimum: 1,
          maximum: maxSize,
          format: 'int64',
          description: `How many rows a page holds; 50 by default, at most ${maxSize}.`,
        }),
      ),
    ),
    Page: Type.Optional(
      Type.Integer({ minimum: 0, description: "Number of the page: the client's own count, only echoed." }),
    ),
    PageToken: Type.Optional(Type.String({ description: 'Where the page begins, out of a page URL.' })),
  }
}

/** The parameters of a list of the usual length. */
export const pagingParameters = pagingParametersUpTo(MAX_PAGE_SIZE)

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
  first_page_url: urlSchema,
  previous_page_url: nullable(urlSchema),
  url: urlSchema,
  next_page_url: nullable(urlSchema),
})

/** Schema of a list answer: `{ [key]: item[], meta }`. */
export function pageSchema<K extends string, T extends Type.TSchema>(key: K, item: T) {
  return Type.Object({ [key]: Type.Array(item), meta: pageMeta } as { [k in K]: Type.TArray<T> } & {
    meta: typeof pageMeta
  })
}

/** How a list differs from others: its longest page, and what its rows are sorted by (date of creation and sid,
 * an index, or all three), which is what its page tokens hold. */
export interface ListRules {
  maxSize?: number
  sortedBy?: keyof typeof isKeyOf
}

/** Which page is asked for; a size over `maxSize` is clamped, not refused.
 * @throws VerbatimError invalidParameter when a number is infinite or the token not one that such a list gives out */
export function parsePaging(
  query: PagingQuery,
  { maxSize = MAX_PAGE_SIZE, sortedBy = 'date' }: ListRules = {},
): PageRequest {
  for (const name of ['PageSize', 'Page'] as const) {
    // The schema lets `Infinity` through: ajv compares finite numbers only.
    if (!Number.isFinite(query[name] ?? 0)) throw fault('invalidParameter', `${name} must be a whole number`)
  }
  const limit = Math.min(query.PageSize ?? DEFAULT_PAGE_SIZE, maxSize)
  return { limit, cursor: query.PageToken ? decodeToken(query.PageToken, sortedBy) : null }
}

/** What a list answer is made of. */
export interface PageAnswer<T, V> {
  key: string
  page: Page<T>
  limit: number
  present: (item: T) => V
}

/** Addresses of a page and those around it, as path and query; they repeat the caller's filters, then PageSize, Page
 * and PageToken. */
export function pageLinks<T>(request: FastifyRequest, { page, limit }: { page: Page<T>; limit: number }) {
  const query = request.query as PagingQuery & Record<string, unknown>
  const number = query.Page ?? 0
  const path = request.url.split('?')[0]!.replace(/\/$/, '')
  const link = (page: number, token?: string) => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      if (!Object.hasOwn(pagingParameters, name))
        for (const one of [value].flat()) parameters.append(name, String(one))
    }
    parameters.append('PageSize', String(limit))
    parameters.append('Page', String(page))
    if (token) parameters.append('PageToken', token)
    return `${path}?${parameters}`
  }
  return {
    number,
    first: link(0),
    previous: page.previous && link(Math.max(0, number - 1), encodeToken(page.previous)),
    self: link(number, query.PageToken),
    next: page.next && link(number + 1, encodeToken(page.next)),
  }
}

/** The body of a list answer. */
export function presentPage<T, V>(request: FastifyRequest, baseUrl: BaseUrl, answer: PageAnswer<T, V>) {
  const { number, first, previous, self, next } = pageLinks(request, answer)
  const base = baseUrl(request)
  const meta: Static<typeof pageMeta> = {
    key: answer.key,
    page: number,
    page_size: answer.limit,
    first_page_url: base + first,
    previous_page_url: previous && base + previous,
    url: base + self,
    next_page_url: next && base + next,
  }
  return { [answer.key]: answer.page.items.map(answer.present), meta }
}

/** `PA` (next) or `PB` (previous) and the sort key. */
function encodeToken({ direction, key }: Cursor): string {
  return `${direction === 'next' ? 'PA' : 'PB'}${Buffer.from(JSON.stringify(key)).toString('base64url')}`
}

function decodeToken(token: string, sortedBy: keyof typeof isKeyOf): Cursor {
  const match = /^(PA|PB)([A-Za-z0-9_-]+)$/.exec(token)
  const key = match && parseKey(Buffer.from(match[2]!, 'base64url').toString('utf8'))
  if (!key || !isKeyOf[sortedBy](key))
    throw fault('invalidParameter', 'PageToken is not one that this list gave out')
  return { direction: match[1] === 'PA' ? 'next' : 'previous', key }
}

function parseKey(json: string): unknown[] | null {
  try {
    const key: unknown = JSON.parse(json)
    return Array.isArray(key) ? key : null
  } catch {
    return null
  }
}

// The bounds are those of the columns: a key beyond them would be an error of the database.
const MAX_DATE_MS = Date.UTC(10_000, 0) - 1
const MAX_INDEX = 2 ** 31 - 1

function isIndexKey(key: unknown[]): key is [number] {
  return key.length === 1 && isWholeUpTo(MAX_INDEX, key[0])
}

function isDateKey(key: unknown[]): key is [number, string] {
  const [createdMs, sid] = key
  const isSid = typeof sid === 'string' && /^[A-Z]{2}[0-9a-f]{32}$/i.test(sid)
  return key.length === 2 && isSid && isWholeUpTo(MAX_DATE_MS, createdMs)
}

const isKeyOf = {
  date: isDateKey,
  index: isIndexKey,
  'date and index': (key: unknown[]): key is [number, string, number] =>
    key.length === 3 && isDateKey(key.slice(0, 2)) && isIndexKey(key.slice(2)),
}

function isWholeUpTo(max: number, value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max
}
