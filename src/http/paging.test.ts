// Lists on the wire, over routes that page through lists held in memory.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { toPage } from '../domain/page.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { createBaseUrl } from './base-url.ts'
import { installErrors } from './error-body.ts'
import { installForms } from './form.ts'
import { type ListRules, type PagingQuery, pagingParameters, parsePaging, presentPage } from './paging.ts'
import { schemaKeywords } from './schemas.ts'

interface Listing {
  rows: number[]
  meta: {
    key: string
    page: number
    page_size: number
    first_page_url: string
    previous_page_url: string | null
    url: string
    next_page_url: string | null
  }
}

const baseUrl = createBaseUrl('https://calls.example.com')
const sid = `GT${'0123456789abcdef'.repeat(2)}`
let rows: number[] = []
let app: FastifyInstance

before(async () => {
  const keywords = schemaKeywords
  app = Fastify({ ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, keywords } } })
  installErrors(app)
  await installForms(app)
  const querystring = Type.Object({ Redacted: Type.Optional(Type.Boolean()), ...pagingParameters })
  const list = (url: string, rules?: ListRules) =>
    app.get<{ Querystring: PagingQuery }>(url, { schema: { querystring } }, async (request) =>
      answer(request, rules),
    )
  list('/numbers', { sortedBy: 'index' })
  list('/long', { sortedBy: 'index', maxSize: 5000 })
  list('/dated')
  await app.ready()
})
after(() => app.close())

function answer(request: FastifyRequest<{ Querystring: PagingQuery }>, rules?: ListRules) {
  const wanted = parsePaging(request.query, rules)
  const keyOf = (row: number) => (rules?.sortedBy === 'index' ? [row] : [row, sid])
  const from = wanted.cursor?.key[0] ?? -1
  const backwards = wanted.cursor?.direction === 'previous'
  const beyond = rows
    .filter((row) => (backwards ? row < Number(from) : row > Number(from)))
    .sort((a, b) => (backwards ? b - a : a - b))
  const page = toPage(beyond.slice(0, wanted.limit + 1), wanted, keyOf)
  return presentPage(request, baseUrl, { key: 'rows', page, limit: wanted.limit, present: (row) => row })
}

async function get(url: string): Promise<{ status: number; body: Listing }> {
  const { pathname, search } = new URL(url, 'https://calls.example.com')
  const response = await app.inject(pathname + search)
  return { status: response.statusCode, body: response.json() }
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)
const token = (key: unknown, direction = 'PA') =>
  direction + Buffer.from(JSON.stringify(key)).toString('base64url')

test('a body is the named array and meta with its seven members, in order', async () => {
  rows = upTo(3)
  const { body } = await get('/numbers')
  assert.deepEqual(Object.keys(body), ['rows', 'meta'])
  assert.deepEqual(Object.entries(body.meta), [
    ['key', 'rows'],
    ['page', 0],
    ['page_size', 50],
    ['first_page_url', 'https://calls.example.com/numbers?PageSize=50&Page=0'],
    ['previous_page_url', null],
    ['url', 'https://calls.example.com/numbers?PageSize=50&Page=0'],
    ['next_page_url', null],
  ])
  assert.deepEqual(body.rows, [0, 1, 2])
})

for (const [query, size] of [
  ['', 50],
  ['?PageSize=1', 1],
  ['?PageSize=1000', 1000],
  ['?PageSize=1001', 1000],
  ['?PageSize=5000', 1000],
  ['?PageSize=99999999999999999999', 1000],
] as const) {
  test(`${query || 'no PageSize'} gives pages of ${size}`, async () => {
    rows = upTo(1100)
    const { status, body } = await get(`/numbers${query}`)
    assert.equal(status, 200)
    assert.equal(body.meta.page_size, size)
    assert.equal(body.rows.length, size)
    assert.match(body.meta.next_page_url ?? '', new RegExp(`PageSize=${size}&Page=1&PageToken=PA`))
  })
}

test('a list may allow longer pages', async () => {
  assert.equal((await get('/long?PageSize=5000')).body.meta.page_size, 5000)
  assert.equal((await get('/long?PageSize=9999')).body.meta.page_size, 5000)
})

for (const size of ['0', '-1', '', 'x', '1.5', 'NaN', 'Infinity', '-Infinity', '1&PageSize=2', '%00']) {
  test(`PageSize=${size} is refused`, async () => {
    assert.equal((await get(`/numbers?PageSize=${size}`)).status, 400)
  })
}

for (const page of ['-1', 'x', '1.5', 'Infinity']) {
  test(`Page=${page} is refused`, async () => {
    assert.equal((await get(`/numbers?Page=${page}`)).status, 400)
  })
}

test('Page alone serves the first page and is echoed', async () => {
  rows = upTo(5)
  const { body } = await get('/numbers?PageSize=2&Page=7')
  assert.deepEqual(body.rows, [0, 1])
  assert.equal(body.meta.page, 7)
  assert.match(body.meta.url, /Page=7$/)
  assert.match(body.meta.first_page_url, /Page=0$/)
})

test('every URL repeats the filters in front, encoded, with booleans in lower case', async () => {
  rows = upTo(9)
  const filters = 'From=2019-11-22T23%3A46%3A00Z&Redacted=false&Name=a%26b'
  const second = (await get(`/numbers?From=2019-11-22T23:46:00Z&Redacted=False&Name=a%26b&PageSize=3`)).body
    .meta.next_page_url!
  const { meta } = (await get(second)).body
  for (const url of [meta.first_page_url, meta.previous_page_url, meta.url, meta.next_page_url]) {
    assert.ok(url?.startsWith(`https://calls.example.com/numbers?${filters}&PageSize=3&Page=`), url ?? 'null')
  }
  assert.equal(meta.url, second)
})

for (const [what, wrong] of [
  ['text', 'nonsense'],
  ['a sid as Twilio has it', `PA${sid}`],
  ['no key', 'PA'],
  ['another letter', token([1], 'PC')],
  ['lower case', token([1], 'pa')],
  ['base64 with padding', `${token([1])}==`],
  ['no JSON', `PA${Buffer.from('[1').toString('base64url')}`],
  ['a number', token(1)],
  ['null', token(null)],
  ['an object', token({ 0: 1, length: 1 })],
  ['an empty key', token([])],
  ['a key of three', token([1, sid, 1])],
  ['a fraction', token([1.5])],
  ['a negative index', token([-1])],
  ['an index beyond the column', token([2 ** 31])],
  ['text for a number', token(['1'])],
  ['the key of another list', token([1, sid])],
] as const) {
  test(`a PageToken of ${what} is refused`, async () => {
    assert.equal((await get(`/numbers?PageToken=${encodeURIComponent(wrong)}`)).status, 400)
  })
}

for (const [what, key] of [
  ['an index', [1]],
  ['a date without sid', [1, '']],
  ['a sid that is an array', [1, [sid]]],
  ['a date before 1970', [-1, sid]],
  ['a date beyond the year 9999', [Date.UTC(10_000, 0), sid]],
  ['a date beyond all dates', [8.64e15 + 1, sid]],
] as const) {
  test(`a PageToken of ${what} is refused where rows are sorted by date`, async () => {
    assert.equal((await get(`/dated?PageToken=${token(key)}`)).status, 400)
    assert.equal((await get(`/dated?PageToken=${token([1, sid])}`)).status, 200)
  })
}

test('no altered token is ever a server error', async () => {
  const random = seededRandom(51)
  const genuine = [token([7]), token([7], 'PB'), token([1_700_000_000_000, sid])]
  for (let round = 0; round < 500; round++) {
    const characters = [...random.pick(genuine)]
    for (let i = random.integer(1, 3); i > 0; i--) {
      characters[random.integer(0, characters.length - 1)] = random.pick([...'PAB0_-=+/ é{"[1,', ''])
    }
    const url = `${random.pick(['/numbers', '/dated'])}?PageToken=${encodeURIComponent(characters.join(''))}`
    const { status } = await get(url)
    assert.ok(status === 200 || status === 400, `${url}: ${status}`)
  }
})

test('a walk while rows come and go gives every survivor once; back gives the page before', async () => {
  const random = seededRandom(52)
  for (let round = 0; round < 40; round++) {
    rows = [...new Set(Array.from({ length: random.integer(1, 30) }, () => random.integer(1000, 1900)))]
    const surviving = new Set(rows)
    const seen: number[] = []
    let url: string | null = `/numbers?PageSize=${random.integer(1, 7)}`
    let before: number[] | null = null
    for (let page = 0; url; page++) {
      const { body }: { body: Listing } = await get(url)
      assert.equal(body.meta.page, page)
      if (!before) assert.equal(body.meta.previous_page_url, null)
      else if (body.rows.length > 0) {
        assert.deepEqual((await get(body.meta.previous_page_url!)).body.rows, before)
      }
      seen.push(...body.rows)
      before = body.rows
      url = body.meta.next_page_url
      // New rows appear in front of the walk's start and behind its end; rows not seen yet vanish.
      if (page < 20) rows.push(random.integer(0, 999), Math.max(2000, ...rows) + 1)
      const gone = random.pick(rows)
      if (!seen.includes(gone) && gone >= 1000) {
        rows = rows.filter((row) => row !== gone)
        surviving.delete(gone)
      }
    }
    for (const row of surviving) assert.equal(seen.filter((one) => one === row).length, 1)
  }
})
