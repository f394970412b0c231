// What tests of the HTTP interface expect of every answer, whatever the resource.
import assert from 'node:assert/strict'
import type { ErrorBody } from '../http/error-body.ts'
import type { Answer, TestServer } from './test-server.ts'

/** Asserts Twilio's error shape with this status and, if given, this code. */
export function assertError(answer: Answer<unknown>, status: number, code?: number): void {
  const body = answer.body as ErrorBody
  assert.equal(answer.status, status, JSON.stringify(body))
  assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'])
  assert.equal(body.status, status)
  assert.equal(body.more_info, `https://www.twilio.com/docs/errors/${body.code}`)
  if (code !== undefined) assert.equal(body.code, code)
}

/** `meta` of a list answer. */
export interface ListMeta {
  key: string
  page: number
  page_size: number
  first_page_url: string
  previous_page_url: string | null
  url: string
  next_page_url: string | null
}

/** A list answer under its key. */
export type ListBody<K extends string, T> = { [key in K]: T[] } & { meta: ListMeta }

/** How to walk a list. */
export interface Walk {
  /** Path and query of the first page, PageSize last. */
  first: string
  key: string
  /** Runs after each page with the sids seen so far; returns those it removed. */
  between?(seen: string[]): Promise<string[]>
}

/** Follows next_page_url to the end; returns the sids page by page. Asserts on the way that `meta` has its members
 * and numbers, that the URLs repeat the query, and that going back gives the page before while it is whole. */
export async function walkList(server: TestServer, walk: Walk): Promise<string[][]> {
  const pages: string[][] = []
  const gone = new Set<string>()
  const read = async (url: string) => {
    const { status, body } = await server.request<ListBody<string, { sid: string }>>('GET', url)
    assert.equal(status, 200, url)
    assert.deepEqual(Object.keys(body), [walk.key, 'meta'])
    return { sids: (body[walk.key] as { sid: string }[]).map(({ sid }) => sid), meta: body.meta }
  }
  let url: string | null = walk.first
  while (url) {
    const { sids, meta }: Awaited<ReturnType<typeof read>> = await read(url)
    assertMeta(meta, { number: pages.length, key: walk.key, base: server.baseUrl + walk.first })
    const previous = pages.at(-1)
    if (previous && sids.length > 0 && !previous.some((sid) => gone.has(sid))) {
      assert.deepEqual((await read(meta.previous_page_url!)).sids, previous)
    }
    pages.push(sids)
    for (const sid of (await walk.between?.(pages.flat())) ?? []) gone.add(sid)
    url = meta.next_page_url
  }
  return pages
}

function assertMeta(meta: ListMeta, { number, key, base }: { number: number; key: string; base: string }) {
  const members = ['key', 'page', 'page_size', 'first_page_url', 'previous_page_url', 'url', 'next_page_url']
  assert.deepEqual(Object.keys(meta), members)
  assert.deepEqual([meta.key, meta.page], [key, number])
  assert.equal(meta.first_page_url, `${base}&Page=0`)
  assert.ok(meta.url.startsWith(`${base}&Page=${number}`), meta.url)
  if (number === 0) assert.equal(meta.previous_page_url, null)
  if (meta.previous_page_url)
    assert.ok(meta.previous_page_url.startsWith(`${base}&Page=${number - 1}&PageToken=PB`))
  if (meta.next_page_url) assert.ok(meta.next_page_url.startsWith(`${base}&Page=${number + 1}&PageToken=PA`))
}
