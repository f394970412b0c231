// How accurate and how fast is the road from a recording to its sentences? Runs the pipeline's own stages,
// without server, over the files of a manifest and prints one row per group.
//   npm run bench:speech -- --manifest FILE [--only GROUP-OR-ID] [--model tiny] [--threads 2]
//     [--rows 8] [--seconds 30] [--show]
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createMoonshine } from '../src/adapters/asr-moonshine/moonshine.ts'
import { createDecoder } from '../src/adapters/decoder-native/decoder.ts'
import { createSileroVad } from '../src/adapters/vad-silero/silero.ts'
import type { Sentence } from '../src/domain/sentence.ts'
import { recogniseSpeech } from '../src/pipeline/recognise.ts'
import { segmentSpeech } from '../src/pipeline/segment.ts'
import { composeSentences } from '../src/pipeline/sentences.ts'
import { countWordErrors } from '../src/testing/word-errors.ts'

interface Item {
  id: string
  path: string
  group: string
  lang?: string
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

async function transcribe(path: string): Promise<Sentence[]> {
  const spoolDir = join(work, 'spool')
  mkdirSync(spoolDir, { recursive: true })
  const audio = await decoder.decode({ path, spoolDir, maxSeconds: 8 * 3600 })
  const speech = await segmentSpeech(audio, { vad, signal })
  const heard = await recogniseSpeech({ audio, speech }, { asr, signal })
  rmSync(spoolDir, { recursive: true })
  return composeSentences(heard.segments, { clock }).sentences
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
  failed: number
  audioS: number
  seconds: number
}
const rows = new Map<string, Row>()
for (const item of items) {
  const row = rows.get(item.group) ?? {
    files: 0,
    words: 0,
    errors: 0,
    empty: 0,
    failed: 0,
    audioS: 0,
    seconds: 0,
  }
  rows.set(item.group, row)
  row.files++
  const startedMs = performance.now()
  const sentences = await transcribe(join(dirname(manifest), item.path)).catch(() => null)
  row.seconds += (performance.now() - startedMs) / 1000
  row.audioS += item.duration_s
  if (!sentences) {
    row.failed++
    continue
  }
  for (const { channel, text } of referencesOf(item)) {
    const own = sentences.filter((sentence) => sentence.channel === channel)
    const heard = own.map((sentence) => sentence.text).join(' ')
    const { errors, words } = countWordErrors(text, heard)
    row.errors += errors
    row.words += words
    if (words > 0 && heard === '') row.empty++
    if (options.show)
      console.log(`${item.id} channel ${channel}: ${errors}/${words}\n  - ${text}\n  + ${heard}`)
  }
}
console.table(
  Object.fromEntries(
    [...rows].map(([group, { files, words, errors, empty, failed, audioS, seconds }]) => [
      group,
      {
        files,
        words,
        'WER %': words > 0 ? Number(((100 * errors) / words).toFixed(2)) : errors,
        empty,
        failed,
        'real-time factor': Number((seconds / audioS).toFixed(3)),
      },
    ]),
  ),
)
console.log(`peak RSS of the whole process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
await Promise.all([asr.close(), vad.close(), decoder.close()])
rmSync(work, { recursive: true })
