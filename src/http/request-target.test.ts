// Targets of every form, and what is left of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { originForm } from './request-target.ts'

for (const [target, expected] of [
  ['/v2/Transcripts?PageSize=1', '/v2/Transcripts?PageSize=1'],
  ['http://calls.example/v2/Transcripts?a=b', '/v2/Transcripts?a=b'],
  ['HTTPS://user@calls.example:1/x', '/x'],
  ['http://calls.example', '/'],
  ['http://calls.example?a=b', '/?a=b'],
  ['/http://calls.example/x', '/http://calls.example/x'],
  ['*', '*'],
] as const) {
  test(`${target} asks for ${expected}`, () => assert.equal(originForm(target), expected))
}
