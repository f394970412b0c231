// How accurate and how fast is the road from a recording to its sentences? Runs the pipeline's own stages,
// without server, over the files of a manifest and prints one row per group; with --reliability also how often words
// of a confidence are right.
//   npm run bench:speech -- --manifest FILE [--only GROUP-OR-ID] [--model tiny] [--threads 2]
//     [--rows 8] [--seconds 30] [--show] [--reliability]
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createMoonshine } from '../src/adapters/asr-moonshine/moonshine.ts'
import { createDecoder } from '../src/adapters/decoder-native/decoder.ts'
import { createSileroVad } from '../src/adapters/vad-silero/silero.ts'
import { recogniseSpeech } from '../src/pipeline/recognise.ts'
import { segmentSpeech } from '../src/pipeline/segment.ts'
import { composeSentences } from '../src/pipeline/sentences.ts'
import { countWordErrors, digitsApart } from '../src/testing/word-errors.ts'
import { matchWords, type SaidWord } from '../src/testing/word-times.ts'

interface Item {
  id: string
  path: string
  group: string
  kind: string
  lang?: string
  word_times?: { w: string; start: number }[]
  duration_s: number
  text?: string
  channels: number
  channels_ref?: { channel: number; text: string }[]
  turns?: { start: number; text: string }[]
}

const { values: options } = parseArgs({
  options: {
    manifest: { type: 'string' },
    only: { type: 'string' },
    model: { type: 'string', default: 'base' },
    threads: { type: 'string', default: '2' },
    rows: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '30' },
    show: { type: 'boolean', default: false },
    reliability: { type: 'boolean', default: false },
  },
})
if (!options.manifest) {
  console.error('usage: npm run bench:speech -- --manifest FILE [--only GROUP-OR-ID]')
  process.exit(2)
}
const manifest = resolve(options.manifest)
const items = (JSON.parse(readFileSync(manifest, 'utf8')) as Item[]).filter(
  (item) =>
    (item.lang ?? 'en').startsWith('en') &&
    (item.text !== undefined || item.channels_ref) &&
    (!options.only || item.group.includes(options.only) || item.id.includes(options.only)),
)

const work = mkdtempSync(join(tmpdir(), 'verbatim-bench-'))
const threads = Number(options.threads)
const asr = createMoonshine({
  size: options.model === 'tiny' ? 'tiny' : 'base',
  threads,
  modelsDir: join(work, 'models'),
  batchRows: Number(options.rows),
  batchSeconds: Number(options.seconds),
})
const [vad, decoder] = [createSileroVad(threads), createDecoder()]
await asr.ready()

const signal = new AbortController().signal
const clock = { now: () => new Date(), randomHex: () => '0'.repeat(32) }

async function transcribe(path: string) {
  const spoolDir = join(work, 'spool')
  mkdirSync(spoolDir, { recursive: true })
  const audio = await decoder.decode({ path, spoolDir, maxSeconds: 8 * 3600 })
  const speech = await segmentSpeech(audio, { vad, signal })
  const heard = await recogniseSpeech({ audio, speech }, { asr, signal })
  rmSync(spoolDir, { recursive: true })
  const { sentences } = composeSentences(heard.segments, { clock })
  return { sentences, segments: heard.segments, unread: heard.unrecognised.length }
}

/** What was said on each channel; a mono mix of a call holds all turns on channel 1. */
function referencesOf({ channels, channels_ref, turns, text = '' }: Item) {
  const mixed = channels === 1 && turns
  if (!mixed) return channels_ref ?? [{ channel: 1, text }]
  const inOrder = [...turns].sort((a, b) => a.start - b.start)
  return [{ channel: 1, text: inOrder.map((turn) => turn.text).join(' ') }]
}

interface Row {
  files: number
  words: number
  errors: number
  empty: number
  unread: number
  failed: number
  audioS: number
  seconds: number
  startErrorsMs: number[]
}
const rows = new Map<string, Row>()
const judged: { confidence: number; right: boolean }[] = []

function rowOf(group: string): Row {
  const fresh = { files: 0, words: 0, errors: 0, empty: 0, unread: 0, failed: 0, audioS: 0, seconds: 0 }
  const row = rows.get(group) ?? { ...fresh, startErrorsMs: [] }
  rows.set(group, row)
  return row
}

type Transcribed = Awaited<ReturnType<typeof transcribe>>

/** Counts the errors of one file; digit strings are compared digit by digit. */
function score(item: Item, row: Row, { sentences, segments, unread }: Transcribed) {
  row.unread += unread
  const form = item.kind === 'digit-string' ? digitsApart : (text: string) => text
  for (const { channel, text } of referencesOf(item)) {
    const own = sentences.filter((sentence) => sentence.channel === channel)
    const heard = own.map((sentence) => sentence.text).join(' ')
    const { errors, words } = countWordErrors(form(text), form(heard))
    row.errors += errors
    row.words += words
    if (words > 0 && heard === '') row.empty++
    if (options.show)
      console.log(`${item.id} channel ${channel}: ${errors}/${words}\n  - ${text}\n  + ${heard}`)
    const said: SaidWord[] = text.split(/\s+/).map((word) => ({ text: word, startMs: Number.NaN }))
    const ownWords = segments.filter(({ segment }) => segment.channel === channel).flatMap((one) => one.words)
    for (const { heard: word, startErrorMs } of matchWords(said, ownWords)) {
      judged.push({ confidence: word.confidence, right: startErrorMs !== null })
    }
  }
  const said = (item.word_times ?? []).map(({ w, start }) => ({ text: w, startMs: start * 1000 }))
  const matched = matchWords(
    said,
    sentences.flatMap((sentence) => sentence.words),
  )
  for (const { startErrorMs } of matched) if (startErrorMs !== null) row.startErrorsMs.push(startErrorMs)
}

for (const item of items) {
  const row = rowOf(item.group)
  row.files++
  const startedMs = performance.now()
  const transcribed = await transcribe(join(dirname(manifest), item.path)).catch(() => null)
  row.seconds += (performance.now() - startedMs) / 1000
  row.audioS += item.duration_s
  if (transcribed) score(item, row, transcribed)
  else row.failed++
}

/** Median of the distances, and the share within 100 ms. */
function startColumns(errorsMs: readonly number[]) {
  if (errorsMs.length === 0) return { 'starts: median ms': '', '% within 100 ms': '' }
  const sorted = errorsMs.map(Math.abs).sort((a, b) => a - b)
  const near = sorted.filter((ms) => ms <= 100).length / sorted.length
  return {
    'starts: median ms': Math.round(sorted[sorted.length >> 1]!),
    '% within 100 ms': Math.round(100 * near),
  }
}

console.table(
  Object.fromEntries(
    [...rows].map(([group, { files, words, errors, empty, unread, failed, startErrorsMs, ...time }]) => [
      group,
      {
        files,
        words,
        'errors %': words > 0 ? Number(((100 * errors) / words).toFixed(2)) : errors,
        empty,
        unread,
        failed,
        ...startColumns(startErrorsMs),
        'real-time factor': Number((time.seconds / time.audioS).toFixed(3)),
      },
    ]),
  ),
)
const total = [...rows.values()].reduce(
  (sum, { seconds, audioS }) => ({
    seconds: sum.seconds + seconds,
    audioS: sum.audioS + audioS,
  }),
  { seconds: 0, audioS: 0 },
)
console.log(`real-time factor over all: ${(total.seconds / total.audioS).toFixed(4)}`)
if (options.reliability) {
  const bins = Map.groupBy(judged, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)))
  console.table(
    [...bins]
      .sort(([a], [b]) => a - b)
      .map(([bin, words]) => ({
        confidence: `${bin / 10} to ${(bin + 1) / 10}`,
        words: words.length,
        mean: Number((words.reduce((sum, one) => sum + one.confidence, 0) / words.length).toFixed(3)),
        'share right': Number((words.filter(({ right }) => right).length / words.length).toFixed(3)),
      })),
  )
}
console.log(`peak RSS of the whole process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
await Promise.all([asr.close(), vad.close(), decoder.close()])
rmSync(work, { recursive: true })
