// Containers, content types and file extensions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentTypeOf, extensionOf } from './media-type.ts'

for (const [container, type, extension] of [
  ['wav', 'audio/wav', 'wav'],
  ['mp3', 'audio/mpeg', 'mp3'],
  ['flac', 'audio/flac', 'flac'],
  ['ogg', 'audio/ogg', 'ogg'],
  ['m4a', 'audio/mp4', 'm4a'],
  ['mp4', 'audio/mp4', 'm4a'],
  ['mov', 'video/quicktime', 'mov'],
  ['3gp', 'audio/3gpp', '3gp'],
  ['webm', 'audio/webm', 'webm'],
  ['matroska', 'audio/x-matroska', 'mka'],
  ['aac', 'audio/aac', 'aac'],
  ['amr', 'audio/amr', 'amr'],
  ['aiff', 'audio/aiff', 'aiff'],
  ['au', 'audio/basic', 'au'],
  ['caf', 'audio/x-caf', 'caf'],
  ['asf', 'audio/x-ms-wma', 'wma'],
  ['w64', 'audio/x-w64', 'w64'],
  ['gsm', 'audio/x-gsm', 'gsm'],
  ['ac3', 'audio/ac3', 'ac3'],
  ['riff64', 'application/octet-stream', 'bin'],
] as const) {
  test(`${container} is served as ${type}, in a file ending in .${extension}`, () => {
    assert.equal(contentTypeOf(container), type)
    assert.equal(extensionOf(contentTypeOf(container)), extension)
  })
}

test('before it was decoded nothing is known of a recording', () => assert.equal(extensionOf(null), 'bin'))
