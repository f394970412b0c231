import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogReader } from './ffmpeg-log.ts'

function read(...pieces: string[]) {
  const reader = createLogReader()
  for (const piece of pieces) reader.add(Buffer.from(piece, 'latin1'))
  return reader.read()
}

const head = "[info] Input #0, matroska,webm, from 'file:/x':\n"
const facts = `${head}[info]   Duration: 01:02:03.50, start: 0.000000, bitrate: 19 kb/s
[info]   Stream #0:0(eng): Audio: opus, 48000 Hz, mono, fltp
[info] Stream mapping:
[info]   Stream #0:0 -> #0:0 (opus (libopus) -> pcm_s16le (native))
[info] Output #0, wav, to 'pipe:1':
[info]   Stream #0:0: Audio: pcm_s16le, 16000 Hz
`

test('container, codec, length and streams are those of the input', () => {
  assert.deepEqual(read(facts), {
    demuxer: 'matroska,webm',
    codec: 'opus',
    durationMs: 3_723_500,
    streamCount: 1,
    errorCount: 0,
    errors: '',
  })
})

test('the pieces in which the text arrives do not matter', () => {
  assert.deepEqual(read(...facts), read(facts))
})

test('errors are counted and kept, warnings are not', () => {
  const { errorCount, errors } = read(
    '[error] a\n[opus @ 0x1f] [warning] b\n[mov,mp4 @ 0x1] [aac @ 0x2] [error] c\x07d\n[fatal] e\n',
  )
  assert.deepEqual([errorCount, errors], [3, 'a\nc?d\ne\n'])
})

test('a flood of errors is counted to the end and kept to 4 KiB, a line without end to 1 KiB', () => {
  const { errorCount, errors } = read(...new Array<string>(50).fill('[error] flood\n'.repeat(1000)))
  assert.equal(errorCount, 50_000)
  assert.equal(errors.length, 4096)
  const endless = read(...new Array<string>(1000).fill('[error] '.repeat(1000)), '\n')
  assert.ok(endless.errors.length <= 1025)
})

test('tags of the file can pass for nothing', () => {
  const log = read(
    head,
    '[info]     title           : [error] x\n',
    '[info]     Duration: 00:00:01.00\n',
    '[info]     Stream #0:0 -> #0:0 (evil (x) -> y)\n',
    '[error]Input #0, evil, from\n',
  )
  assert.deepEqual([log.demuxer, log.codec, log.durationMs, log.errorCount], ['matroska,webm', null, null, 0])
})

test('an unknown codec has no name', () => {
  assert.equal(read('[info]   Stream #0:0 -> #0:0 (? (?) -> pcm_s16le (native))\n').codec, null)
})

test('a length that ffmpeg only guesses is none', () => {
  const guess = '[aac @ 0x5] [warning] Estimating duration from bitrate, this may be inaccurate\n'
  assert.equal(read(guess, facts).durationMs, null)
})
