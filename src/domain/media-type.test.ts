// Containers, content types and file extensions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentTypeOf, extensionOf } from './media-type.ts'

for (const [container, type, extension] of [
  ['wav', 'audio/wav', 'wav'],
  ['mp3', 'audio/mpeg', 'mp3'],
  ['flac', 'audio/flac', 'flac'],
  ['ogg', 'audio/ogg', 'ogg'],
  ['riff64', 'application/octet-stream', 'bin'],
] as const) {
  test(`${container} is served as ${type}, in a file ending in .${extension}`, () => {
    assert.equal(contentTypeOf(container), type)
    assert.equal(extensionOf(contentTypeOf(container)), extension)
  })
}

test('before it was decoded nothing is known of a recording', () => assert.equal(extensionOf(null), 'bin'))
