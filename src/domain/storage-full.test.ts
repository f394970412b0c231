// Which errors mean a full disk.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from './errors.ts'
import { isStorageFull } from './storage-full.ts'

const coded = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code })

test('a full disk, a full quota and a database that stopped writing are one, also as the cause of something', () => {
  for (const code of ['ENOSPC', 'EDQUOT', '53100', '25006']) {
    assert.ok(isStorageFull(coded(code)), code)
    assert.ok(isStorageFull(new Error('outer', { cause: new Error('inner', { cause: coded(code) }) })), code)
  }
  assert.ok(isStorageFull(fault('storageFull')))
})

test('nothing else is', () => {
  const round = new Error('round')
  round.cause = round
  for (const error of [
    coded('EACCES'),
    new Error('ENOSPC'),
    fault('unavailable'),
    round,
    'ENOSPC',
    null,
    undefined,
  ])
    assert.equal(isStorageFull(error), false)
})
