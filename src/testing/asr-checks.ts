// What every recogniser promises.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { type AudioSlice, samplesToMs } from '../domain/audio.ts'
import type { AsrEngine, Hypothesis } from '../ports/asr.ts'
import { type AsrSubject, type SpokenSlice, textOf } from './asr-subject.ts'
import type { Check } from './check.ts'
import { countWordErrors } from './word-errors.ts'

/** Speech of the sample call is clear; the smallest model gets 3 % of its words wrong. */
const MOST_ERRORS = 0.1
/** The pipeline cuts segments at 20 s. */
const LEAST_SLICE_MS = 20_000
/** libuv's default. */
const POOL_THREADS = 4
const SHORTEST = [1, 160, 1600]

const one = async (asr: AsrEngine, slice: AudioSlice): Promise<Hypothesis> => {
  const answers = await asr.recognise([slice])
  assert.equal(answers.length, 1)
  return answers[0]!
}

/** As few word errors as a good recogniser makes. */
function assertHeard(heard: Hypothesis, { text }: SpokenSlice) {
  const { errors, words } = countWordErrors(text, textOf(heard))
  assert.ok(errors <= Math.max(1, words * MOST_ERRORS), `"${textOf(heard)}" for "${text}"`)
}

/** What holds of every hypothesis, whatever was said. */
function assertWhole({ words, confidence, tokenCount, end }: Hypothesis, { sampleCount }: AudioSlice) {
  if (words.length === 0) {
    assert.deepEqual({ confidence, tokenCount, end }, { confidence: 0, tokenCount: 0, end: 'empty' })
    return
  }
  assert.notEqual(end, 'empty')
  assert.ok(Number.isInteger(tokenCount) && tokenCount > 0, `${tokenCount} tokens`)
  for (const share of [confidence, ...words.map((word) => word.confidence)]) {
    assert.ok(share > 0 && share <= 1, `confidence ${share}`)
  }
  let floorMs = 0
  for (const { text, startMs, endMs } of words) {
    assert.match(text, /^\S+$/)
    assert.ok(startMs >= floorMs && endMs >= startMs, `${text} at ${startMs}-${endMs} after ${floorMs}`)
    assert.ok(endMs <= samplesToMs(sampleCount), `${text} ends at ${endMs}`)
    floorMs = startMs
  }
}

/** Threads of this process, where the system tells; those that Node keeps for reading files are started first. */
async function countThreads(): Promise<number> {
  await Promise.all(Array.from({ length: POOL_THREADS }, () => readFile(import.meta.filename)))
  return readdir('/proc/self/task').then(
    (tasks) => tasks.length,
    () => 0,
  )
}

/** Slices in batches as large as the engine takes. */
function inBatches({ capabilities }: AsrEngine, spoken: readonly SpokenSlice[]): SpokenSlice[][] {
  const rows = Math.min(capabilities.batchRows, 3)
  return Array.from({ length: Math.ceil(spoken.length / rows) }, (_, at) =>
    spoken.slice(at * rows, (at + 1) * rows),
  )
}

/** What every recogniser promises the pipeline, each with the check that finds out. */
export const asrChecks: Check<AsrSubject>[] = [
  {
    promises: 'its capabilities are those of an engine that the pipeline can use',
    async run({ asr }) {
      await asr.ready()
      const { name, languages, maxSliceMs, batchRows, batchSeconds, threads } = asr.capabilities
      assert.match(name, /\S/)
      assert.ok(languages.length > 0)
      for (const tag of languages) assert.ok(new Intl.Locale(tag).region, `${tag} has no region`)
      assert.ok(maxSliceMs >= LEAST_SLICE_MS)
      for (const count of [batchRows, threads]) assert.ok(Number.isInteger(count) && count > 0)
      assert.ok(batchSeconds * 1000 >= LEAST_SLICE_MS)
    },
  },
  {
    promises: 'clear speech is heard as it was said, and ends normally',
    async run({ asr, audio: { spoken } }) {
      for (const part of spoken.slice(0, 3)) {
        const heard = await one(asr, part.slice)
        assertHeard(heard, part)
        assert.equal(heard.end, 'eos')
      }
    },
  },
  {
    promises: 'words of speech lie inside the slice in order of time, with confidence',
    async run({ asr, audio: { spoken } }) {
      for (const { slice } of spoken.slice(0, 3)) {
        const heard = await one(asr, slice)
        assertWhole(heard, slice)
        assert.ok(heard.words.length > 0)
      }
    },
  },
  {
    promises: 'a batch is answered in its order, also when several are under way',
    async run({ asr, audio: { spoken } }) {
      const batches = inBatches(asr, spoken)
      const answers = await Promise.all(
        batches.map((batch) => asr.recognise(batch.map(({ slice }) => slice))),
      )
      for (const [at, batch] of batches.entries()) {
        assert.equal(answers[at]!.length, batch.length)
        for (const [row, part] of batch.entries()) assertHeard(answers[at]![row]!, part)
      }
    },
  },
  {
    promises: 'the same slice gives the same answer',
    async run({ asr, audio: { spoken } }) {
      const { slice } = spoken.at(-1)!
      assert.deepEqual(await one(asr, slice), await one(asr, slice))
    },
  },
  {
    promises: 'an empty batch is answered with nothing',
    async run({ asr }) {
      assert.deepEqual(await asr.recognise([]), [])
    },
  },
  {
    promises: 'silence has no words',
    async run({ asr, audio: { silence } }) {
      const heard = await one(asr, silence)
      assertWhole(heard, silence)
      assert.equal(heard.end, 'empty', textOf(heard))
    },
  },
  {
    promises: 'noise and the shortest slices give a whole answer, with or without words',
    async run({ asr, audio: { noise, spoken } }) {
      const shortest = SHORTEST.map((sampleCount) => ({ ...spoken[0]!.slice, sampleCount }))
      for (const slice of [noise, ...shortest]) assertWhole(await one(asr, slice), slice)
    },
  },
  {
    promises: 'the longest slice it says it takes is taken',
    async run({ asr, audio: { longest } }) {
      const sampleCount = Math.min(longest.sampleCount, asr.capabilities.maxSliceMs * 16)
      const slice = { ...longest, sampleCount }
      const heard = await one(asr, slice)
      assertWhole(heard, slice)
      assert.ok(heard.words.length > 20, textOf(heard))
    },
  },
  {
    promises: 'audio that is gone fails its own batch as recogniserFailed',
    async run({ asr, audio: { spoken } }) {
      const gone = { ...spoken[0]!.slice, path: `${spoken[0]!.slice.path}-gone` }
      await assert.rejects(asr.recognise([gone]), { name: 'VerbatimError', key: 'recogniserFailed' })
      assertHeard(await one(asr, spoken[1]!.slice), spoken[1]!)
    },
  },
  {
    promises:
      'an aborted call rejects with the reason, before it began and while it waits; others are not touched',
    async run({ asr, audio: { spoken } }) {
      const reason = new Error('stopping')
      const slices = [spoken[1]!.slice]
      await assert.rejects(asr.recognise(slices, AbortSignal.abort(reason)), reason)
      const abort = new AbortController()
      const busy = Array.from({ length: asr.capabilities.threads }, () => asr.recognise(slices))
      const waiting = assert.rejects(asr.recognise(slices, abort.signal), reason)
      abort.abort(reason)
      await waiting
      for (const [heard] of await Promise.all(busy)) assertHeard(heard!, spoken[1]!)
    },
  },
  {
    promises: 'closing lets running calls finish, ends what was started, and refuses further calls',
    async run({ start, audio: { spoken } }) {
      const threadsBefore = await countThreads()
      const asr = start()
      await asr.ready()
      const running = asr.recognise([spoken[1]!.slice])
      await asr.close()
      assertHeard((await running)[0]!, spoken[1]!)
      await assert.rejects(asr.recognise([]), { key: 'recogniserFailed' })
      await asr.close()
      const threadsAfter = await countThreads()
      assert.ok(threadsAfter <= threadsBefore, `${threadsBefore} threads before, ${threadsAfter} after`)
    },
  },
]
