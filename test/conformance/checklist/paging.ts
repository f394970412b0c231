// Pages of lists (contract section 21, lines 14 to 19).
import assert from 'node:assert/strict'
import twilio from 'twilio'
import { assertError, type ListBody } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { everyList, type ListPlace } from './every-list.ts'
import type { Subject } from './subject.ts'
import { walkCheck } from './walk.ts'

type Body = ListBody<string, Record<string, unknown>>

async function readPage(subject: Subject, url: string, key: string) {
  const { status, body } = await subject.call<Body>('GET', url)
  assert.equal(status, 200, url)
  return { body, meta: body.meta, rows: body[key] as Record<string, unknown>[] }
}

const metaMembers = [
  ...['first_page_url', 'key', 'next_page_url', 'page', 'page_size', 'previous_page_url', 'url'],
]

async function hasListShape(subject: Subject) {
  const { plain } = subject.world
  const lists = await everyList(subject)
  const places = [
    ...lists.map(({ path, key }) => ({ url: path, key })),
    ...lists.map(({ path, filters, key }) => ({ url: `${path}?${filters}&PageSize=1`, key })),
    { url: `/v2/Transcripts?ServiceSid=GA${'e'.repeat(32)}`, key: 'transcripts' },
    { url: `/v2/Transcripts/${plain.transcript.sid}/Sentences`, key: 'sentences' },
  ]
  for (const { url, key } of places) {
    const { body, meta, rows } = await readPage(subject, url, key)
    assert.deepEqual(Object.keys(body).sort(), [key, 'meta'].sort(), url)
    assert.deepEqual(Object.keys(meta).sort(), metaMembers, url)
    assert.ok(Array.isArray(rows), url)
  }
}

async function namesItsRows(subject: Subject) {
  const keys = new Set<string>()
  for (const { path, key } of await everyList(subject)) {
    const { body, meta } = await readPage(subject, path, key)
    assert.equal(meta.key, key, path)
    assert.ok(Array.isArray(body[meta.key]), path)
    keys.add(meta.key)
  }
  assert.equal(keys.size, 6)
}

async function boundsPageSize(subject: Subject) {
  for (const { path, key, maxSize } of await everyList(subject)) {
    const sizeFor = async (query: string) => (await readPage(subject, `${path}?${query}`, key)).meta.page_size
    assert.equal(await sizeFor(''), 50, path)
    assert.equal(await sizeFor('PageSize=7'), 7, path)
    assert.equal(await sizeFor('PageSize=5000'), maxSize, path)
    assert.equal(await sizeFor('PageSize=9999'), maxSize, path)
    const two = await readPage(subject, `${path}?PageSize=2`, key)
    assert.ok(two.rows.length <= 2, path)
    for (const size of ['0', '-1', 'many', '1.5']) {
      assertError(await subject.call('GET', `${path}?PageSize=${size}`), 400)
    }
  }
}

async function linksPages(subject: Subject) {
  for (const place of await everyList(subject)) await linksPagesOf(subject, place)
}

/** Walks a list in about three pages and back from the second. */
async function linksPagesOf(subject: Subject, { path, key, filters }: ListPlace) {
  const query = filters && `${filters}&`
  const { rows: all } = await readPage(subject, `${path}?${query}PageSize=1000`, key)
  assert.ok(all.length > 1, `${path} has too few rows to be walked`)
  const size = Math.ceil(all.length / 3)
  const pages: Awaited<ReturnType<typeof readPage>>[] = []
  let next: string | null = `${subject.baseUrl}${path}?${query}PageSize=${size}`
  while (next) {
    const page = await readPage(subject, next, key)
    for (const name of ['first_page_url', 'previous_page_url', 'url', 'next_page_url'] as const) {
      const start = `${subject.baseUrl}${path}?${query}PageSize=${size}&Page=`
      assert.ok(page.meta[name]?.startsWith(start) ?? true, `${name} ${page.meta[name]}`)
    }
    assert.equal(page.meta.previous_page_url === null, pages.length === 0, path)
    pages.push(page)
    next = page.meta.next_page_url
  }
  assert.ok(pages.length > 1, path)
  assert.deepEqual(
    pages.flatMap(({ rows }) => rows),
    all,
    `${path}: the pages hold what one page holds, seen in the same way`,
  )
  for (const url of [pages[1]!.meta.previous_page_url!, pages.at(-1)!.meta.first_page_url]) {
    assert.deepEqual((await readPage(subject, url, key)).rows, pages[0]!.rows, url)
  }
}

async function servesTheSdkByAnyName(subject: Subject) {
  for (const baseUrl of [subject.baseUrl, subject.baseUrl.replace('127.0.0.1', 'localhost')]) {
    const asked: string[] = []
    const inner = new twilio.RequestClient()
    const httpClient = Object.assign(Object.create(inner), {
      request(options: Parameters<typeof inner.request>[0]) {
        asked.push(options.uri)
        assert.ok(options.uri.startsWith(`${baseUrl}/v2/`), `the client is sent to ${options.uri}`)
        return inner.request(options)
      },
    })
    const { user, password } = subject.world.main
    const client = twilio(user, password, { httpClient })
    client.intelligence.baseUrl = baseUrl
    const listed = await client.intelligence.v2.transcripts.list({ limit: 3, pageSize: 2 })
    assert.equal(new Set(listed.map(({ sid }) => sid)).size, 3)
    assert.equal(asked.length, 2)
  }
}

/** Lines 14 to 19. */
export const pagingChecks: Check[] = [
  {
    number: 14,
    title: 'a list holds its rows and meta with seven members, nothing else',
    run: hasListShape,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.meta?.previous_page_url === null) delete body.meta.previous_page_url
      }),
  },
  {
    number: 15,
    title: 'meta.key names the array of rows',
    run: namesItsRows,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.meta?.key === 'operator_results') body.meta.key = 'results'
      }),
  },
  {
    number: 16,
    title: 'pages hold 50 rows by default and at most 1000, Sentences 5000; none is an error',
    run: boundsPageSize,
    broken: (answer, { path }) =>
      bendJson(answer, (body) => {
        if (body.meta && !path.includes('PageSize')) body.meta.page_size = 20
      }),
  },
  walkCheck,
  {
    number: 18,
    title: 'page URLs end where the list does, repeat the filters and lead back',
    run: linksPages,
    broken: (answer) =>
      bendJson(answer, (body) => {
        const next = body.meta?.next_page_url
        if (next) body.meta.next_page_url = next.replace('WordTimestamps=true&', '')
      }),
  },
  {
    number: 19,
    title: "the SDK's list with a limit asks twice, under the name by which it reached the server",
    run: servesTheSdkByAnyName,
    broken: (answer) =>
      bendJson(answer, (body) => {
        const next = body.meta?.next_page_url
        if (next) body.meta.next_page_url = next.replace('//localhost:', '//127.0.0.1:')
      }),
  },
]
