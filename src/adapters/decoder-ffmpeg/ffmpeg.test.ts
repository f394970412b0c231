// The ffmpeg program on PATH, when there is one: formats it made itself, the shared corpora, and files that try to
// make it read others.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import type { DecodedAudio } from '../../domain/audio.ts'
import { type ErrorKey, VerbatimError } from '../../domain/errors.ts'
import { pcm16, sine, wavFile } from '../decoder-native/recording-fixtures.ts'
import { findFfmpeg } from './find-ffmpeg.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { createTestNative } from './test-native.ts'
import { createTieredDecoder } from './tiered-decoder.ts'

const ffmpeg = await findFfmpeg(undefined)
const skip = ffmpeg ? false : 'there is no ffmpeg on PATH'
const corpora = join(import.meta.dirname, '../../../../shared/corpora')
const skipCorpora = skip || (existsSync(corpora) ? false : 'the shared corpora are not beside this checkout')
const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-'))
const native = createTestNative()
const decoder = createTieredDecoder({ native, ffmpeg })
after(async () => {
  await decoder.close()
  await native.close()
  rmSync(folder, { recursive: true })
})

const SECONDS = 3
const RATE_HZ = 16_000
const length = SECONDS * RATE_HZ
const stereo = writeInput(
  'stereo',
  wavFile({
    data: pcm16(sine(300, RATE_HZ, length), sine(500, RATE_HZ, length)),
    rateHz: RATE_HZ,
    channelCount: 2,
  }),
)

function writeInput(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

let count = 0

/** Makes a file with ffmpeg. @returns null when this ffmpeg lacks the encoder */
function make(format: string, args: string[], inputs = ['-i', stereo]): string | null {
  const path = join(folder, `made-${++count}`)
  try {
    execFileSync(ffmpeg!.path, ['-nostdin', '-v', 'error', '-y', ...inputs, ...args, '-f', format, path], {
      stdio: 'pipe',
    })
    return path
  } catch (error) {
    if (/Unknown encoder|encoder.*not found/i.test(String((error as { stderr?: unknown }).stderr)))
      return null
    throw error
  }
}

function decode(path: string, maxSeconds = 60): Promise<DecodedAudio> {
  return decoder.decode({ path, spoolDir: mkdtempSync(join(folder, 'spools-')), maxSeconds })
}

function samplesOf({ channels }: DecodedAudio): Int16Array[] {
  return channels.map(({ path }) => {
    const bytes = readFileSync(path)
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  })
}

/** Of a plain tone, by its zero crossings in the second second. */
function frequencyOf(samples: Int16Array): number {
  const part = samples.subarray(16_000, 32_000)
  return part.filter((value, index) => index > 0 && value >= 0 && part[index - 1]! < 0).length
}

const fails = (key: ErrorKey) => (error: unknown) => {
  assert.ok(error instanceof VerbatimError, String(error))
  assert.equal(error.key, key, error.message)
  return true
}

const mono = ['-ac', '1', '-ar', '8000']
const made: [container: string, codec: string, format: string, args: string[]][] = [
  ['m4a', 'aac', 'ipod', ['-c:a', 'aac']],
  ['mp4', 'aac', 'mp4', ['-c:a', 'aac', '-movflags', 'faststart']],
  ['m4a', 'alac', 'ipod', ['-c:a', 'alac']],
  ['mov', 'pcm_s16be', 'mov', ['-c:a', 'pcm_s16be']],
  ['3gp', 'aac', '3gp', ['-c:a', 'aac']],
  ['webm', 'opus', 'webm', ['-c:a', 'libopus']],
  ['matroska', 'flac', 'matroska', ['-c:a', 'flac']],
  ['aac', 'aac', 'adts', ['-c:a', 'aac']],
  ['aiff', 'pcm_s16be', 'aiff', []],
  ['au', 'pcm_s16be', 'au', []],
  ['caf', 'pcm_s16le', 'caf', ['-c:a', 'pcm_s16le']],
  ['w64', 'pcm_s16le', 'w64', []],
  ['asf', 'wmav2', 'asf', ['-c:a', 'wmav2']],
  ['wav', 'gsm_ms', 'wav', ['-c:a', 'libgsm_ms', ...mono]],
  ['gsm', 'gsm', 'gsm', ['-c:a', 'libgsm', ...mono]],
  ['ogg', 'speex', 'ogg', ['-c:a', 'libspeex', ...mono]],
]

for (const [container, codec, format, args] of made) {
  test(`${codec} in ${container} is decoded, with its own names`, { skip }, async (t) => {
    const path = make(format, args)
    if (!path) return t.skip('this ffmpeg lacks the encoder')
    const result = await decode(path)
    assert.deepEqual([result.container, result.codec, result.errorCount], [container, codec, 0])
    assert.ok(Math.abs(result.durationMs - SECONDS * 1000) < 150, `${result.durationMs} ms`)
    const samples = samplesOf(result)
    const frequencies = samples.map(frequencyOf)
    if (frequencies.length === 1) return
    assert.ok(
      Math.abs(frequencies[0]! - 300) <= 1 && Math.abs(frequencies[1]! - 500) <= 1,
      String(frequencies),
    )
    if (/pcm|alac|flac/.test(codec)) assert.deepEqual(samples, samplesOf(await decode(stereo)))
  })
}

test('the sound of a film is decoded; a film without sound holds none', { skip }, async () => {
  const picture = ['-f', 'lavfi', '-i', `testsrc=size=64x64:rate=5:duration=${SECONDS}`]
  const film = make('mp4', ['-c:v', 'mpeg4', '-c:a', 'aac'], ['-i', stereo, ...picture])
  const silent = make('mp4', ['-c:v', 'mpeg4'], picture)
  assert.ok(film && silent)
  assert.equal((await decode(film)).codec, 'aac')
  await assert.rejects(decode(silent), fails('mediaEmpty'))
})

test('the limits are those of every recording', { skip }, async () => {
  await assert.rejects(decode(make('ipod', ['-c:a', 'aac', '-ac', '6'])!), fails('tooManyChannels'))
  await assert.rejects(decode(make('aiff', ['-ar', '4000'])!), fails('sampleRateTooLow'))
  const aiff = make('aiff', [])!
  assert.equal((await decode(aiff, SECONDS)).durationMs, SECONDS * 1000)
  await assert.rejects(decode(aiff, SECONDS - 1), fails('mediaTooLong'))
})

test('damage is counted, and too much of it refused', { skip }, async () => {
  const whole = readFileSync(make('webm', ['-c:a', 'libopus'])!)
  const half = writeInput('half', whole.subarray(0, whole.length / 2))
  const result = await decode(half)
  assert.ok(result.errorCount > 0 && result.durationMs > 1000, JSON.stringify(result))
  const lost = readFileSync(make('ipod', ['-c:a', 'aac'])!)
  await assert.rejects(decode(writeInput('lost', lost.subarray(0, lost.length / 2))), fails('mediaCorrupted'))
})

test(
  'every encoding of the corpora comes out as its manifest says, or is refused by name',
  {
    skip: skipCorpora,
  },
  async () => {
    for (const item of manifest('enc/')) {
      const path = join(corpora, item.path)
      if (item.codec === null || item.codec === 'adpcm_g722' || item.channels > 2) {
        await assert.rejects(decode(path), VerbatimError, item.path)
        continue
      }
      const result = await decode(path)
      assert.deepEqual([result.codec, result.channels.length], [item.codec, item.channels], item.path)
      assert.equal(result.errorCount, 0, item.path)
      assert.ok(
        Math.abs(result.durationMs - item.duration_s * 1000) < 350,
        `${item.path}: ${result.durationMs} ms`,
      )
    }
  },
)

test(
  'damaged files of the corpora are decoded or refused as the manifest expects',
  {
    skip: skipCorpora,
  },
  async () => {
    for (const { path, expect } of manifest('corrupt/')) {
      const outcome = await decode(join(corpora, path)).then(
        ({ errorCount }) => (errorCount > 0 ? 'decoded with errors' : 'decoded'),
        (error: unknown) => (error instanceof VerbatimError && !error.retryable ? 'refused' : String(error)),
      )
      const expected = expect.startsWith('decode') ? 'decoded with errors' : 'refused'
      assert.equal(outcome, expected, path)
    }
  },
)

interface Item {
  path: string
  codec: string | null
  channels: number
  duration_s: number
  expect: string
}

function manifest(prefix: string): Item[] {
  const parsed = JSON.parse(readFileSync(join(corpora, 'manifest.json'), 'utf8'))
  const items: Item[] = Array.isArray(parsed) ? parsed : (parsed.files ?? parsed.items)
  return items.filter(({ path }) => path.startsWith(prefix))
}

test('texts that name other files or hosts are refused and nothing is contacted', { skip }, async () => {
  let contacts = 0
  const listener = createServer((_, response) => {
    contacts++
    response.end()
  })
  listener.on('connection', () => contacts++)
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`
  try {
    for (const [index, text] of lures(host).entries()) {
      const source = writeInput(`lure-${index}`, Buffer.from(text, 'latin1'))
      const target = join(folder, `target-${index}`)
      const signal = new AbortController().signal
      const { ending } = await runFfmpeg(ffmpeg!, {
        source,
        target,
        maxSeconds: 60,
        timeLimitMs: 60_000,
        signal,
      })
      assert.deepEqual([ending, statSync(target).size], ['failed', 0], text)
      await assert.rejects(decode(source), fails('mediaTypeUnsupported'), text)
    }
    assert.equal(contacts, 0)
  } finally {
    listener.close()
  }
})

/** Each names the canary (a WAVE file that can be decoded) or `host`. Those with a byte that no text has pass the
 * first tier. */
function lures(host: string): string[] {
  const playlist = (address: string) =>
    `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:3,\n${address}\n#EXT-X-ENDLIST\n`
  const session = `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${host.split(':')[1]} RTP/AVP 0\r\n`
  return [
    playlist(stereo),
    playlist(`file:${stereo}`),
    playlist(`http://${host}/sound.wav`),
    playlist(`concat:${stereo}|${stereo}`),
    `ffconcat version 1.0\nfile '${stereo}'\n`,
    `ffconcat version 1.0\n# \xff\xfe\nfile 'http://${host}/sound.wav'\n`,
    `ffconcat version 1.0\n# \xff\xfe\nfile '${stereo}'\n`,
    `ffconcat version 1.0\n# \xff\xfe\nfile ${basename(stereo)}\n`,
    session,
    `${session}a=\xff\xfe\r\n`,
    `<?xml version="1.0"?><MPD><BaseURL>http://${host}/</BaseURL></MPD>`,
    `[playlist]\nFile1=http://${host}/sound.wav\nNumberOfEntries=1\n`,
    `http://${host}/sound.wav`,
    `ID3\x04\0\0\0\0\0\0${playlist(`http://${host}/sound.wav`)}`,
  ]
}
