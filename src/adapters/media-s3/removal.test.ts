// Removal of more than one request can name, and of objects that refuse, on a bucket that answers by script.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3Call, S3Client } from './client.ts'
import { failureOfAnswer } from './failure.ts'
import { removeUnder } from './removal.ts'
import { blocksOf, textOf } from './xml.ts'

const page = (names: string[], next?: string) =>
  `<R>${names.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}</R>`
const refusal = (name: string, code: string) =>
  `<DeleteResult><Error><Key>${name}</Key><Code>${code}</Code></Error></DeleteResult>`

/** Answers lists by `pages` (token → page) and removals by `removals`, in order; then with nothing. */
function scripted(pages: Record<string, string>, removals: string[] = []) {
  const removed: string[][] = []
  async function ask({ query = {}, body }: S3Call) {
    const answer = (text: string) => ({ status: 200, header: () => null, text })
    if ('uploads' in query) return answer('')
    if ('list-type' in query) return answer(pages[query['continuation-token'] ?? '']!)
    let sent = ''
    for await (const piece of body!.open()) sent += Buffer.from(piece).toString()
    removed.push(blocksOf(sent, 'Key').map((one) => textOf(`<K>${one}</K>`, 'K')!))
    return answer(removals.shift() ?? '<DeleteResult></DeleteResult>')
  }
  async function pause({ error, passing }: ReturnType<typeof failureOfAnswer>, tried: number) {
    if (!passing || tried >= 3) throw error
  }
  const client: Pick<S3Client, 'ask' | 'pause'> = { ask, pause }
  return { removed, client: client as S3Client }
}

const names = (from: number, count: number) => Array.from({ length: count }, (_, at) => `a/${from + at}`)

test('what a prefix holds is removed a thousand at a time, over all pages', async () => {
  const pages = {
    '': page(names(0, 1000), 'second'),
    second: page(names(1000, 1000), 'third'),
    third: page([]),
  }
  const { removed, client } = scripted(pages)
  await removeUnder('a', client)
  assert.deepEqual(
    removed.map(({ length }) => length),
    [1000, 1000, 1],
  )
  assert.deepEqual(removed.flat(), ['a', ...names(0, 2000)])
})

test('names are written so that they can be read', async () => {
  const { removed, client } = scripted({ '': page([`a/&lt;&amp;gt;'`]) })
  await removeUnder('a', client)
  assert.deepEqual(removed, [['a', "a/<&gt;'"]])
})

test('objects that could not be removed are tried again, alone', async () => {
  const { removed, client } = scripted({ '': page(['a/1']) }, [refusal('a/1', 'InternalError')])
  await removeUnder('a', client)
  assert.deepEqual(removed, [['a', 'a/1'], ['a/1']])
})

test('what is not there needs no removal', async () => {
  const { removed, client } = scripted({ '': page([]) }, [refusal('a', 'NoSuchKey')])
  await removeUnder('a', client)
  assert.equal(removed.length, 1)
})

for (const [code, tries] of [
  ['AccessDenied', 1],
  ['SlowDown', 3],
] as const) {
  test(`an object that stays, with ${code}, is an error`, async () => {
    const { removed, client } = scripted({ '': page(['a/1']) }, Array(9).fill(refusal('a/1', code)))
    await assert.rejects(removeUnder('a', client), { message: new RegExp(`1 objects .* \\(${code}\\)`) })
    assert.equal(removed.length, tries)
  })
}

test('a list that is refused is an error', async () => {
  for (const list of ['uploads', 'list-type']) {
    const { client } = scripted({ '': page([]) })
    const ask: S3Client['ask'] = async (call) =>
      list in (call.query ?? {}) ? failureOfAnswer(403, '', null) : client.ask(call)
    await assert.rejects(removeUnder('a', { ...client, ask }), { message: /refused access/ }, list)
  }
})
