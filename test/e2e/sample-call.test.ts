// The sample call through all stages with real engines: words, times and speakers against its reference.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createMoonshine } from '../../src/adapters/asr-moonshine/moonshine.ts'
import { createSileroVad } from '../../src/adapters/vad-silero/silero.ts'
import type { DecodedAudio } from '../../src/domain/audio.ts'
import type { Word } from '../../src/domain/sentence.ts'
import { type HeardSpeech, recogniseSpeech } from '../../src/pipeline/recognise.ts'
import { type SegmentedAudio, segmentSpeech } from '../../src/pipeline/segment.ts'
import { type ComposedSentences, composeSentences } from '../../src/pipeline/sentences.ts'
import type { AsrEngine } from '../../src/ports/asr.ts'
import { countingClock } from '../../src/testing/counting-clock.ts'
import { decodeSampleCall, onsetsMs, sampleTurns, sliceOf } from '../../src/testing/sample-call.ts'
import { countWordErrors, digitsApart } from '../../src/testing/word-errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'sample-call-'))
const vad = createSileroVad(1)
const { signal } = new AbortController()
let audio: DecodedAudio
let speech: SegmentedAudio

before(async () => {
  audio = await decodeSampleCall(folder)
  speech = await segmentSpeech(audio, { vad, signal })
})
after(async () => {
  await vad.close()
  rmSync(folder, { recursive: true })
})

test('every turn is one segment, and there is no other', () => {
  assert.equal(speech.segments.length, sampleTurns.length)
  for (const { channel, startMs, endMs } of sampleTurns) {
    const inside = speech.segments.filter(
      (one) => one.channel === channel && one.firstFrame * 32 < endMs && one.endFrame * 32 > startMs,
    )
    assert.equal(inside.length, 1, `channel ${channel} at ${startMs} ms`)
  }
})

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

for (const size of ['tiny', 'base'] as const) {
  describe(`the sample call by moonshine ${size}`, () => {
    let asr: AsrEngine
    let heard: HeardSpeech
    let composed: ComposedSentences
    before(async () => {
      asr = createMoonshine({
        size,
        threads: 1,
        modelsDir: join(folder, 'models'),
        batchRows: 8,
        batchSeconds: 80,
      })
      heard = await recogniseSpeech({ audio, speech }, { asr, signal })
      composed = composeSentences(heard.segments, { clock: countingClock() })
    })
    after(() => asr.close())

    for (const channel of [1, 2]) {
      test(`at most 5 % of the words of channel ${channel} are wrong, digits counted one by one`, () => {
        const textOf = (parts: readonly { channel: number; text: string }[]) =>
          digitsApart(
            parts
              .filter((part) => part.channel === channel)
              .map(({ text }) => text)
              .join(' '),
          )
        const said = textOf(sampleTurns)
        const { errors, words } = countWordErrors(said, textOf(composed.sentences))
        assert.ok(words > 60)
        assert.ok(errors / words <= 0.05, `${errors} of ${words}: ${textOf(composed.sentences)}`)
      })
    }

    const wordsOf = (wanted: number): Word[] =>
      heard.segments.filter(({ segment }) => segment.channel === wanted).flatMap(({ words }) => words)
    const miss = (channel: number, ms: number) =>
      Math.min(...wordsOf(channel).map(({ startMs }) => Math.abs(startMs - ms)))

    test('a word begins within 150 ms of the start of every turn', () => {
      for (const { channel, startMs, text } of sampleTurns) {
        assert.ok(miss(channel, startMs) <= 150, `${text}: ${miss(channel, startMs)} ms`)
      }
    })

    test('words begin where sound sets in after a pause: half of them within 50 ms, all within 310 ms', () => {
      // A whole number comes as one word, pauses included.
      const turns = sampleTurns.filter(({ text }) => !/\bnumber is\b/.test(text))
      const misses = turns.flatMap((turn) =>
        onsetsMs(sliceOf(audio, turn)).map((onset) => miss(turn.channel, turn.startMs + onset)),
      )
      assert.ok(misses.length > 20)
      assert.ok(median(misses) <= 50, `${misses}`)
      assert.ok(Math.max(...misses) <= 310, `${misses}`)
    })

    test('no guard has anything to report', () => {
      assert.deepEqual([heard.warnings, heard.unrecognised, composed.warnings], [[], [], []])
    })

    test('sentences alternate as the parties did', () => {
      const speakers = composed.sentences.map(({ channel }) => channel)
      const turns = speakers.filter((channel, at) => channel !== speakers[at - 1])
      assert.deepEqual(
        turns,
        sampleTurns.map(({ channel }) => channel),
      )
    })
  })
}
