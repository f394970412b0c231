// What goes to PGlite and comes back: whole answers, and nothing of them is kept.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PGlite } from '@electric-sql/pglite'
import { exchange } from './pglite-worker.ts'

const database = await PGlite.create()
after(() => database.close())

function query(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`)
  const head = Buffer.from('Q\0\0\0\0')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const READY = 'Z'.charCodeAt(0)
const many = query(`select n, repeat('x', 200) from generate_series(1, 2000) n`)

test('an answer comes as a whole, however many pieces it is made of', async () => {
  const expected = await database.execProtocolRaw(many)
  const answer = await exchange(database, many)
  assert.deepEqual(answer, new Uint8Array(expected))
  assert.deepEqual([answer.at(-6), answer.at(-1)], [READY, 'I'.charCodeAt(0)])
  // The next one does not change it.
  await exchange(database, query(`select repeat('y', 300000)`))
  assert.deepEqual(answer, new Uint8Array(expected))
})

test('so does an error, and the session goes on', async () => {
  const wrong = await exchange(database, query('select nothing'))
  assert.equal(wrong[0], 'E'.charCodeAt(0))
  assert.equal((await exchange(database, query('select 1')))[0], 'T'.charCodeAt(0))
})

test('rows of answers do not stay in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const usedMb = () => {
    collect()
    return getHeapStatistics().used_heap_size / 1e6
  }
  await exchange(database, many)
  const before = usedMb()
  for (let n = 0; n < 100; n++) await exchange(database, many)
  const more = usedMb() - before
  assert.ok(more < 5, `${more} MB`)
})
