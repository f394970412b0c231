// The decoder stage: what is handed over, and what is made of what the decoder found.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import type { DecodeRequest } from '../ports/decoder.ts'
import { aTranscript } from '../testing/builders.ts'
import { decodedAudio } from '../testing/scripted-decoder.ts'
import { decodeRecording, decodingWarnings } from './decode.ts'

const root = mkdtempSync(join(tmpdir(), 'decode-'))
after(() => rmSync(root, { recursive: true }))

test('the decoder gets the stored file, the work folder, the limit, the signal and who watches', async () => {
  const mediaStore = createMediaFiles(join(root, 'media'))
  writeFileSync(join(root, 'download'), 'sound')
  await mediaStore.take('media/AC1/GT1/original', join(root, 'download'), aTranscript())
  const { signal } = new AbortController()
  const onProgress = () => undefined
  const requests: DecodeRequest[] = []
  const audio = decodedAudio(1000)
  const decoder = {
    async decode(request: DecodeRequest) {
      requests.push(request)
      return audio
    },
  }
  const media = { key: 'media/AC1/GT1/original', bytes: 5, sha256: '', contentType: null }
  const decoded = await decodeRecording(
    { media, workDir: root },
    { decoder, mediaStore, maxSeconds: 9, signal, onProgress },
  )
  assert.equal(decoded, audio)
  const path = join(root, 'media', media.key)
  assert.deepEqual(requests, [{ path, spoolDir: root, maxSeconds: 9, signal, onProgress }])
})

test('a whole file has no warning, a damaged one says how much was filled in', () => {
  assert.deepEqual(decodingWarnings(decodedAudio(1000)), [])
  const [warning, ...more] = decodingWarnings(decodedAudio(1000, { errorCount: 3, filledMs: 120.4 }))
  assert.deepEqual(more, [])
  assert.equal(warning!.code, 'media-damaged')
  assert.match(warning!.message, /3 places; 120 ms/)
})
