// Where texts are written, and that nothing is overwritten that should not be.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { planOutputs, writeOutputs } from './output-files.ts'

const plan = (paths: string[], folder: string | null = null, extensions = ['srt']) => [
  ...planOutputs(paths, { extensions, folder }).values(),
]

test('a text lies beside its recording under the same name, or in the folder that was named', () => {
  assert.deepEqual(plan(['/calls/a.wav', '/other/b.mp3']), ['/calls/a', '/other/b'])
  assert.deepEqual(plan(['/calls/a.wav', '/other/b.mp3'], '/texts'), ['/texts/a', '/texts/b'])
})

test('recordings that differ in their ending or folder only do not share a file', () => {
  assert.deepEqual(plan(['/calls/a.wav', '/calls/a.mp3', '/calls/b.wav']), [
    '/calls/a.wav',
    '/calls/a.mp3',
    '/calls/b',
  ])
})

test('a recording is never overwritten, whatever it is called', () => {
  assert.deepEqual(plan(['/calls/a.txt'], null, ['txt']), ['/calls/a.txt'])
  assert.deepEqual(plan(['/calls/a.json', '/calls/b.wav'], null, ['txt', 'json']), [
    '/calls/a.json',
    '/calls/b',
  ])
})

test('files are written whole, into a folder that is made for them, and replace older ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  try {
    const stem = join(folder, 'new', 'a')
    writeOutputs(stem, [{ extension: 'txt', text: 'old' }])
    const paths = writeOutputs(stem, [
      { extension: 'txt', text: 'text' },
      { extension: 'json', text: '{}' },
    ])
    assert.deepEqual(paths, [`${stem}.txt`, `${stem}.json`])
    assert.deepEqual(readdirSync(join(folder, 'new')), ['a.json', 'a.txt'])
    assert.equal(readFileSync(`${stem}.txt`, 'utf8'), 'text')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
