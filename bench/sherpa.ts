// How long do sherpa-onnx and transformers.js take for the same speech with the same Moonshine weights, against our own
// adapter? All get the segments that the pipeline makes of the files, on one thread, in turns; the table shows time over
// speech and the ratio to our adapter of the same round, as median and range over the rounds. CPU time counts what this
// process used, and holds where other programs take the machine's time. Only our adapter finds times of words.
//   npm run bench:sherpa -- [FILE...] [--size tiny] [--rounds 5] [--transformers]
// With --transformers the package is fetched the first time (475 MB in node_modules/.cache).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createMoonshine } from '../src/adapters/asr-moonshine/moonshine.ts'
import { writeMoonshineFolder } from '../src/adapters/asr-sherpa/moonshine-fixture.ts'
import { createSherpa } from '../src/adapters/asr-sherpa/sherpa.ts'
import { createDecoder } from '../src/adapters/decoder-native/decoder.ts'
import { createSileroVad } from '../src/adapters/vad-silero/silero.ts'
import { type AudioSlice, type DecodedAudio, samplesToMs } from '../src/domain/audio.ts'
import type { Segment } from '../src/domain/speech.ts'
import { toBatches } from '../src/pipeline/batches.ts'
import { segmentSpeech } from '../src/pipeline/segment.ts'
import type { AsrEngine } from '../src/ports/asr.ts'
import { sampleCallPath } from '../src/testing/sample-call.ts'
import { createTransformers } from './transformers-engine.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: 'base' },
    rounds: { type: 'string', default: '5' },
    transformers: { type: 'boolean', default: false },
  },
})
const files = positionals.length > 0 ? positionals : [sampleCallPath]
const size = options.size === 'tiny' ? 'tiny' : 'base'
const work = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))

/** Segments of one file; slices are batched within a file, as in the pipeline. */
interface Speech {
  audio: DecodedAudio
  segments: readonly Segment[]
}

async function readSpeech(path: string, at: number): Promise<Speech> {
  const [vad, decoder] = [createSileroVad(1), createDecoder()]
  const spoolDir = join(work, `spool-${at}`)
  mkdirSync(spoolDir)
  const audio = await decoder.decode({ path, spoolDir, maxSeconds: 8 * 3600 })
  const { segments } = await segmentSpeech(audio, { vad, signal: new AbortController().signal })
  await Promise.all([vad.close(), decoder.close()])
  return { audio, segments }
}

const toSlice = ({ channel, firstSample, sampleCount }: Segment, audio: DecodedAudio): AudioSlice => ({
  path: audio.channels[channel - 1]!.path,
  firstSample,
  sampleCount,
})

interface Cost {
  wallS: number
  cpuS: number
  /** Words that were heard: who hears less has less to do. */
  words: number
}

async function measure(asr: AsrEngine, speech: readonly Speech[]): Promise<Cost> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  let words = 0
  for (const { audio, segments } of speech) {
    for (const batch of toBatches(segments, asr.capabilities)) {
      const heard = await asr.recognise(batch.map((segment) => toSlice(segment, audio)))
      for (const one of heard) words += one.words.length
    }
  }
  const { user, system } = process.cpuUsage(cpu)
  return { wallS: (performance.now() - wall) / 1000, cpuS: (user + system) / 1e6, words }
}

const moonshine = (batchRows: number) =>
  createMoonshine({ size, threads: 1, modelsDir: join(work, 'models'), batchRows, batchSeconds: 30 })
const sherpaFolder = join(work, 'sherpa')
writeMoonshineFolder(sherpaFolder, size)

const speech: Speech[] = []
for (const [at, path] of files.entries()) speech.push(await readSpeech(path, at))
const speechS =
  speech.flatMap(({ segments }) => segments).reduce((sum, one) => sum + samplesToMs(one.sampleCount), 0) /
  1000

const starts: Record<string, () => AsrEngine> = {
  'our adapter, batches of 8': () => moonshine(8),
  'our adapter, one at a time': () => moonshine(1),
  'sherpa-onnx': () => createSherpa({ folder: sherpaFolder, threads: 1 }),
  ...(options.transformers && { 'transformers.js': () => createTransformers(join(work, 'hub'), size) }),
}
const engines: Record<string, AsrEngine> = {}
const costs = new Map<string, Cost[]>(Object.keys(starts).map((name) => [name, []]))
// One after the other, and warm before anything counts.
for (const [name, start] of Object.entries(starts)) {
  const asr = start()
  engines[name] = asr
  await asr.ready()
  await measure(asr, [{ ...speech[0]!, segments: speech[0]!.segments.slice(0, 1) }])
}
for (let round = 0; round < Number(options.rounds); round++) {
  for (const [name, asr] of Object.entries(engines)) costs.get(name)!.push(await measure(asr, speech))
}

/** Median, and from least to most. */
function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, middle, high] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!].map((one) =>
    one.toFixed(3),
  )
  return `${middle} (${low} to ${high})`
}

const [reference] = [...costs.values()]
console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString()}`,
)
console.table(
  Object.fromEntries(
    [...costs].map(([name, rounds]) => [
      name,
      {
        'wall / speech': summary(rounds.map(({ wallS }) => wallS / speechS)),
        'CPU / speech': summary(rounds.map(({ cpuS }) => cpuS / speechS)),
        'wall ratio': summary(rounds.map(({ wallS }, at) => wallS / reference![at]!.wallS)),
        'CPU ratio': summary(rounds.map(({ cpuS }, at) => cpuS / reference![at]!.cpuS)),
        words: rounds[0]!.words,
      },
    ]),
  ),
)
const count = speech.reduce((sum, { segments }) => sum + segments.length, 0)
console.log(`${size}: ${count} segments, ${speechS.toFixed(0)} s of speech, ${options.rounds} rounds`)
await Promise.all(Object.values(engines).map((asr) => asr.close()))
rmSync(work, { recursive: true })
