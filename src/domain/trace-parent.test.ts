import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTraceParent, writeTraceParent } from './trace-parent.ts'

const given = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('what was written is read again; a later version of the format is read as this one', () => {
  const read = readTraceParent(given)
  assert.ok(read?.sampled)
  assert.equal(writeTraceParent(read), given)
  assert.deepEqual(readTraceParent(`${given.replace('00', 'cc')}-more`), read)
  assert.equal(readTraceParent(given.replace(/01$/, '00'))?.sampled, false)
})

test('what is no identity of a span is nothing', () => {
  const zero = (digits: RegExp) => given.replace(digits, (found) => '0'.repeat(found.length))
  const bad = [undefined, '', ['x'], given.toUpperCase(), `${given}x`, given.replace('00-', 'ff-')]
  for (const text of [...bad, zero(/4bf\w+/), zero(/00f\w+/)]) assert.equal(readTraceParent(text), null)
})
