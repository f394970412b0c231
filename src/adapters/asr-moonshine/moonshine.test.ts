// The whole engine on the sample call, both sizes: texts, times, batches, and what it does when it can not start.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type AudioSlice, samplesToMs } from '../../domain/audio.ts'
import type { AsrEngine, Hypothesis } from '../../ports/asr.ts'
import { decodeSampleCall, onsetsMs, sampleTurns, sliceOf } from '../../testing/sample-call.ts'
import { writeSpool } from '../../testing/spools.ts'
import { countWordErrors } from '../../testing/word-errors.ts'
import type { MoonshineSize } from './model-files.ts'
import { createMoonshine } from './moonshine.ts'

const folder = mkdtempSync(join(tmpdir(), 'moonshine-'))
const modelsDir = join(folder, 'models')
/** Every turn of the call with the padding that segments have. */
let slices: AudioSlice[]

before(async () => {
  const audio = await decodeSampleCall(folder)
  slices = sampleTurns.map((turn) => sliceOf(audio, turn, 400))
})
after(() => rmSync(folder, { recursive: true }))

const engine = (size: MoonshineSize, threads = 1) =>
  createMoonshine({ size, threads, modelsDir, batchRows: 8, batchSeconds: 80 })
const textOf = ({ words }: Hypothesis) => words.map(({ text }) => text).join(' ')
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

for (const size of ['tiny', 'base'] as const) {
  describe(`moonshine ${size}`, () => {
    let asr: AsrEngine
    /** Every turn by itself. */
    const alone: Hypothesis[] = []

    before(async () => {
      asr = engine(size)
      for (const slice of slices) alone.push(...(await asr.recognise([slice])))
    })
    after(() => asr.close())

    test('turns are heard as they were said, with confidence and a normal end', () => {
      let wrong = 0
      for (const at of [0, 1, 10]) {
        const heard = alone[at]!
        wrong += countWordErrors(sampleTurns[at]!.text, textOf(heard)).errors
        assert.equal(heard.end, 'eos')
        assert.ok(heard.confidence > 0.8 && heard.confidence <= 1)
        assert.ok(heard.tokenCount >= heard.words.length)
      }
      // A synthetic voice says a rare name; every way of rounding hears another one.
      assert.ok(wrong <= 1, `${wrong} words are wrong`)
    })

    test('words lie inside their slice, in order, and last some time', () => {
      for (const [turn, { words }] of alone.entries()) {
        const lengthMs = samplesToMs(slices[turn]!.sampleCount)
        for (const [at, { text, startMs, endMs, confidence }] of words.entries()) {
          assert.ok(startMs >= 0 && endMs > startMs && endMs <= lengthMs, `${text} ${startMs}-${endMs}`)
          assert.ok(startMs >= (words[at - 1]?.startMs ?? 0), text)
          assert.ok(confidence > 0 && confidence <= 1)
        }
      }
    })

    test('where sound sets in after a pause, a word begins', () => {
      const misses: number[] = []
      for (const [turn, { words }] of alone.entries()) {
        // A whole number comes as one word, pauses included.
        if (/\bnumber is\b/.test(sampleTurns[turn]!.text)) continue
        for (const onset of onsetsMs(slices[turn]!).slice(1)) {
          misses.push(Math.min(...words.map(({ startMs }) => Math.abs(startMs - onset))))
        }
      }
      assert.ok(misses.length > 12)
      assert.ok(median(misses) <= 150, `${misses}`)
      assert.ok(Math.max(...misses) <= 310, `${misses}`)
    })

    test('a batch of neighbours in length is as right as one at a time, at nearly the same times', async () => {
      const turns = [4, 5, 8, 2]
      const together = await asr.recognise(turns.map((turn) => slices[turn]!))
      let more = 0
      for (const [at, turn] of turns.entries()) {
        const [one, other] = [alone[turn]!, together[at]!]
        const errorsIn = (heard: Hypothesis) => countWordErrors(sampleTurns[turn]!.text, textOf(heard)).errors
        more += errorsIn(other) - errorsIn(one)
        assert.equal(other.words.length, one.words.length, textOf(other))
        const shifts = one.words.map(({ startMs }, w) => Math.abs(other.words[w]!.startMs - startMs))
        assert.ok(Math.max(...shifts) < 500, `${shifts}`)
      }
      // The decoder rounds rows of a batch with one scale: a word in a hundred comes out another way.
      assert.ok(more <= 1, `${more} more words are wrong`)
    })

    test('the same slice gives the same answer', async () => {
      assert.deepEqual(await asr.recognise([slices[7]!]), [alone[7]!])
    })

    test('silence and the shortest slices do not fail, and an empty batch is answered', async () => {
      const silence = writeSpool(join(folder, 'silence'), 2, () => 0)
      for (const sampleCount of [1, 800, 32_000]) {
        const [heard] = await asr.recognise([{ ...silence, firstSample: 0, sampleCount }])
        const { words, tokenCount, end } = heard!
        if (words.length === 0) assert.deepEqual([tokenCount, end], [0, 'empty'])
        assert.ok(words.every(({ endMs }) => endMs <= sampleCount / 16))
      }
      assert.deepEqual(await asr.recognise([]), [])
    })
  })
}

test('derived files are written once, whole, and used again by the next start', async () => {
  const files = () => readdirSync(modelsDir).map((name) => [name, statSync(join(modelsDir, name)).mtimeMs])
  const before = files()
  // Three graphs and their checksums, of both sizes.
  assert.equal(before.length, 8)
  assert.equal(before.filter(([name]) => `${name}`.endsWith('.onnx')).length, 6)
  const asr = engine('tiny', 2)
  await asr.ready()
  await asr.close()
  assert.deepEqual(files(), before)
})

for (const part of ['encoder', 'cross', 'step']) {
  test(`a derived file that was damaged is written anew: ${part}`, async () => {
    const name = readdirSync(modelsDir).find((one) => one.includes('tiny') && one.endsWith(`${part}.onnx`))!
    const path = join(modelsDir, name)
    const whole = readFileSync(path)
    writeFileSync(path, Buffer.from(whole).fill(whole[1000]! ^ 1, 1000, 1001))
    const asr = engine('tiny')
    await asr.ready()
    await asr.close()
    assert.deepEqual(readFileSync(path), whole)
  })
}

test('a folder that can not be written fails readiness, and calls as recogniserFailed', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const asr = createMoonshine({
    size: 'tiny',
    threads: 1,
    modelsDir: join(file, 'models'),
    batchRows: 8,
    batchSeconds: 80,
  })
  await assert.rejects(asr.ready(), /a-file/)
  await assert.rejects(asr.recognise([]), { key: 'recogniserFailed', code: 95106, retryable: true })
  await asr.close()
})

test('a spool that is gone fails its batch only', async () => {
  const asr = engine('tiny')
  const gone = { path: join(folder, 'gone'), firstSample: 0, sampleCount: 16_000 }
  await assert.rejects(asr.recognise([gone]), { key: 'recogniserFailed' })
  const [heard] = await asr.recognise([slices[4]!])
  assert.ok(heard!.words.length > 5)
  await asr.close()
})

test('an aborted call rejects with the reason it was aborted for', async () => {
  const asr = engine('tiny')
  await assert.rejects(asr.recognise([], AbortSignal.abort(new Error('stopping'))), /stopping/)
  await asr.close()
})
