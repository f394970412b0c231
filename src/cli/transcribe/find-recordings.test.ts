// From arguments to recordings, in a folder with some.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findRecordings, isRecordingName } from './find-recordings.ts'

const folder = mkdtempSync(join(tmpdir(), 'find-'))
after(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
mkdirSync(at('deep'))
mkdirSync(at('empty'))
for (const name of ['b.wav', 'a.MP3', 'notes.txt', '.hidden.wav', 'deep/c.ogg', '[odd].wav']) {
  writeFileSync(at(name), 'x')
}

const pathsOf = async (...args: string[]) => (await findRecordings(args)).found.map(({ path }) => path)

test('a folder stands for its recordings by name, not for other files, hidden ones and folders', async () => {
  assert.deepEqual(await pathsOf(folder), [at('[odd].wav'), at('a.MP3'), at('b.wav')])
})

test('a pattern reaches into folders; the order of the arguments holds, and each file comes once', async () => {
  assert.deepEqual(await pathsOf(at('**/*.ogg'), at('b.wav'), at('*.wav')), [
    at('deep/c.ogg'),
    at('b.wav'),
    at('[odd].wav'),
  ])
})

test('a file that is named outright counts, whatever it is called', async () => {
  assert.deepEqual(await pathsOf(at('notes.txt'), at('[odd].wav')), [at('notes.txt'), at('[odd].wav')])
})

test('- is stdin, once', async () => {
  assert.deepEqual((await findRecordings(['-', '-'])).found, [{ path: null, label: 'stdin' }])
})

test('what leads to nothing is told, and does not keep the rest from being found', async () => {
  const args = [at('gone.wav'), at('*.flac'), at('empty'), 'https://example.com/call.wav', at('b.wav')]
  const { found, missing } = await findRecordings(args)
  assert.deepEqual(found, [{ path: at('b.wav'), label: at('b.wav') }])
  assert.deepEqual(
    missing.map(({ reason }) => reason.split(';')[0]),
    [
      'there is no such file',
      'no file fits this pattern',
      'there are no recordings in this folder',
      'it is an address',
    ],
  )
})

test('names of files that are still being written by others are none of recordings', () => {
  assert.deepEqual(['x.wav', 'x.wav.part', 'x.crdownload', '.x.wav', 'wav', 'X.OPUS'].map(isRecordingName), [
    true,
    false,
    false,
    false,
    false,
    true,
  ])
})
