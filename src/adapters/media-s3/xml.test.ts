// The XML of lists and errors, read and written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf, escapeXml, textOf } from './xml.ts'

const list = `<?xml version="1.0"?><List xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<KeyCount>2</KeyCount><Contents><Key>a &amp; b&#x20;&#99;</Key></Contents><Contents><Key>d</Key></Contents></List>`

test('elements are found by their whole name, in order', () => {
  assert.deepEqual(
    blocksOf(list, 'Contents').map((one) => textOf(one, 'Key')),
    ['a & b c', 'd'],
  )
  assert.deepEqual([textOf(list, 'KeyCount'), textOf(list, 'Key')], ['2', 'a & b c'])
  assert.equal(textOf(list, 'Con'), null)
  assert.equal(textOf('', 'Key'), null)
  assert.equal(textOf('<Key></Key>', 'Key'), '')
})

test('what is written is read back as it was', () => {
  const text = `<a href="x">&amp;</a> 'é' &unknown;`
  assert.equal(textOf(`<Key>${escapeXml(text)}</Key>`, 'Key'), text)
})
