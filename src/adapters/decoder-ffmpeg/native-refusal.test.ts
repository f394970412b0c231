// The sentences of the real first decoder: their wording is what readRefusal goes by.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fault } from '../../domain/errors.ts'
import { wavFile } from '../decoder-native/recording-fixtures.ts'
import { readRefusal } from './native-refusal.ts'
import { createTestNative } from './test-native.ts'

const folder = mkdtempSync(join(tmpdir(), 'refusal-'))
const native = createTestNative()
after(async () => {
  await native.close()
  rmSync(folder, { recursive: true })
})

async function refusalOf(bytes: Buffer) {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  const error: unknown = await native.decode({ path, spoolDir: folder, maxSeconds: 60 }).then(
    () => assert.fail('was decoded'),
    (reason: unknown) => reason,
  )
  return readRefusal(error)
}

test('sound that the first decoder names but does not decode may be sound for another', async () => {
  const cases: [name: string, bytes: Buffer][] = [
    ['AMR audio', Buffer.from('#!AMR\n')],
    ['MP4 or M4A audio', Buffer.from('\0\0\0\x20ftypM4A ')],
    ['a WAV file with GSM 6.10 samples', wavFile({ data: Buffer.alloc(650), formatTag: 49, bits: 0 })],
  ]
  for (const [name, bytes] of cases) {
    const refusal = await refusalOf(bytes)
    assert.deepEqual([refusal?.name, refusal?.hope], [name, true])
  }
})

test('a format that ffmpeg is not allowed to read gives no hope', async () => {
  const refusal = await refusalOf(Buffer.from('RIFF\0\0\0\0AVI LIST'))
  assert.deepEqual([refusal?.name, refusal?.hope], ['an AVI video', false])
})

test('data that the first decoder does not know may be sound, but nobody promises it', async () => {
  const refusal = await refusalOf(Buffer.alloc(5000, 0xd5))
  assert.deepEqual([refusal?.name, refusal?.hope], [null, false])
})

test('what is certainly no sound, and damaged sound, is no refusal', async () => {
  for (const bytes of [
    Buffer.from('<html></html>'),
    Buffer.from('{"code": 20404}'),
    Buffer.from('%PDF-1.7'),
    Buffer.from('#EXTM3U\nfile.wav'),
    Buffer.from('ffconcat version 1.0'),
    Buffer.alloc(0),
    wavFile({ data: Buffer.alloc(100) }).subarray(0, 30),
  ]) {
    assert.equal(await refusalOf(bytes), null, bytes.toString('latin1'))
  }
  assert.equal(readRefusal(new Error('Got AMR audio, which this server cannot decode')), null)
  assert.equal(readRefusal(fault('mediaTooLong')), null)
})
