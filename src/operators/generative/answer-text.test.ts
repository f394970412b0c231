// What is read out of a model's answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findJsonObject } from './answer-text.ts'

const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`

test('an object is found bare, fenced and in prose', () => {
  for (const text of ['{"a":1}', '```json\n{"a":1}\n```', 'Here: {"a":1}.']) {
    assert.deepEqual(findJsonObject(text), { a: 1 })
  }
})

test('what is nested deeper than anybody asks for is no answer', () => {
  assert.ok(findJsonObject(nested(99)))
  assert.equal(findJsonObject(nested(100)), undefined)
  assert.equal(findJsonObject(nested(50_000)), undefined)
  assert.equal(findJsonObject(`Here: ${nested(50_000)}`), undefined)
})

test('width is no depth, and brackets within a text are none', () => {
  assert.ok(findJsonObject(`{"a":[${Array.from({ length: 5000 }, () => '{}').join(',')}]}`))
  assert.ok(findJsonObject(JSON.stringify({ a: '['.repeat(5000) })))
})
