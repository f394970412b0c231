// How much of the road from a recording to its sentences is spent within the models, and what does the rest add? Runs the
// pipeline's own stages on one thread over the sample call or the files named, and takes the time of every call of
// ONNX Runtime on the way. Medians over the rounds, in seconds; "of raw" is the stage over its own sessions.
//   npm run bench:raw -- [FILE...] [--rounds 5] [--model tiny]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createMoonshine } from '../src/adapters/asr-moonshine/moonshine.ts'
import { createDecoder } from '../src/adapters/decoder-native/decoder.ts'
import { createSileroVad } from '../src/adapters/vad-silero/silero.ts'
import { recogniseSpeech } from '../src/pipeline/recognise.ts'
import { segmentSpeech } from '../src/pipeline/segment.ts'
import { composeSentences } from '../src/pipeline/sentences.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import { channelName, type SessionTime } from './time-sessions.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, model: { type: 'string', default: 'base' } },
})
const files = positionals.length > 0 ? positionals : [sampleCallPath]
const work = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const asr = createMoonshine({
  size: options.model === 'tiny' ? 'tiny' : 'base',
  threads: 1,
  modelsDir: join(work, 'models'),
  batchRows: 8,
  batchSeconds: 30,
})
const [vad, decoder] = [createSileroVad(1), createDecoder()]
const signal = new AbortController().signal
const clock = { now: () => new Date(), randomHex: () => '0'.repeat(32) }
let sessionS = 0
const channel = new BroadcastChannel(channelName)
channel.onmessage = ({ data }) => {
  sessionS += (data as SessionTime).ms / 1000
}

/** What took how long, in s; `recognitionRaw` and `activityRaw` within the models. */
type Times = Record<
  'decode' | 'activity' | 'activityRaw' | 'recognition' | 'recognitionRaw' | 'sentences',
  number
>

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; s: number; rawS: number }> {
  sessionS = 0
  const startedMs = performance.now()
  const value = await work()
  const s = (performance.now() - startedMs) / 1000
  // The last messages of the threads are still on their way.
  await sleep(50)
  return { value, s, rawS: sessionS }
}

async function measure(path: string): Promise<Times> {
  const spoolDir = join(work, 'spool')
  mkdirSync(spoolDir, { recursive: true })
  const audio = await timed(() => decoder.decode({ path, spoolDir, maxSeconds: 8 * 3600 }))
  const speech = await timed(() => segmentSpeech(audio.value, { vad, signal }))
  const heard = await timed(() =>
    recogniseSpeech({ audio: audio.value, speech: speech.value }, { asr, signal }),
  )
  const { s: sentences } = await timed(async () => composeSentences(heard.value.segments, { clock }))
  rmSync(spoolDir, { recursive: true })
  return {
    decode: audio.s,
    activity: speech.s,
    activityRaw: speech.rawS,
    recognition: heard.s,
    recognitionRaw: heard.rawS,
    sentences,
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const show = (value: number) => Number(value.toPrecision(3))

try {
  await asr.ready()
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString()}`,
  )
  const table: Record<string, object> = {}
  for (const path of files) {
    await measure(path)
    const rounds: Times[] = []
    for (let round = 0; round < Number(options.rounds); round++) rounds.push(await measure(path))
    const of = (figure: (times: Times) => number) => show(median(rounds.map(figure)))
    const whole = (t: Times) => t.decode + t.activity + t.recognition + t.sentences
    table[basename(path)] = {
      decode: of((t) => t.decode),
      'voice activity': of((t) => t.activity),
      'of raw': of((t) => t.activity / t.activityRaw),
      recognition: of((t) => t.recognition),
      'of raw ': of((t) => t.recognition / t.recognitionRaw),
      sentences: of((t) => t.sentences),
      whole: of(whole),
      'of all raw': of((t) => whole(t) / (t.activityRaw + t.recognitionRaw)),
    }
  }
  console.table(table)
} finally {
  channel.close()
  await Promise.all([asr.close(), vad.close(), decoder.close()])
  rmSync(work, { recursive: true, force: true })
}
