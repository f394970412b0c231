// How well do the pre-built operators work, and what do they cost? Recall and precision of the local engines on their own
// cases and on held-out ones, milliseconds on a call of ten minutes, and their share of the time it takes to process one.
//   npm run bench:operators -- [--no-speech]
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { preBuiltOperators } from '../src/domain/operator-catalogue.ts'
import { hasBuiltInEngine } from '../src/operators/built-in/engines.ts'
import { openBuiltIns } from '../src/operators/built-in/in-thread.ts'
import { type CaseKind, readCases } from '../src/operators/cases.ts'
import { type JudgedCase, runCases } from '../src/operators/run-cases.ts'
import { precisionOf, recallOf, sumTallies } from '../src/operators/score.ts'
import { judgeHere } from '../test/operators/built-in-judge.ts'
import { tenMinuteCall } from './operators-call.ts'
import { measureProcessing } from './operators-speech.ts'

const { values: options } = parseArgs({ options: { 'no-speech': { type: 'boolean', default: false } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const types = preBuiltOperators.map(({ operatorType }) => operatorType).filter(hasBuiltInEngine)

async function judgeFile(type: string, file: string): Promise<JudgedCase[]> {
  if (!existsSync(root + file)) return []
  const { cases } = readCases(root + file)
  return await runCases(cases, (conversation) => judgeHere(type, conversation))
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** "recall / precision" over cases. */
function figures(judged: readonly JudgedCase[]): string {
  if (judged.length === 0) return '-'
  const sum = sumTallies(judged.map(({ tally }) => tally))
  return `${percent(recallOf(sum))} / ${percent(precisionOf(sum))}`
}

/** Cases of a kind together with all that hold nothing, against which precision is measured. */
function ofKind(judged: readonly JudgedCase[], kind: CaseKind): JudgedCase[] {
  const wanted = judged.filter((one) => one.kind === kind)
  const rest = judged.filter((one) => one.kind === 'negative' || one.kind === 'near-miss')
  return wanted.length > 0 ? [...wanted, ...rest] : []
}

const heldOutFiles = new Map(
  globSync('test/held-out/*.json', { cwd: root }).map((file) => [basename(file, '.json'), file]),
)
const quality = []
for (const type of types) {
  const folder = type.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase()
  const own = await judgeFile(type, `src/operators/${folder}/cases.json`)
  const heldOut = await judgeFile(type, heldOutFiles.get(type) ?? 'none')
  quality.push({
    operator: type,
    'own cases': own.length,
    'recall / precision': figures(own),
    'held out': heldOut.length,
    'all, r / p': figures(heldOut),
    'standard, r / p': figures(ofKind(heldOut, 'standard')),
    'odd, r / p': figures(ofKind(heldOut, 'odd')),
  })
}
console.table(quality)

const RUNS = 5
const call = tenMinuteCall()
const words = call.lines.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0)
const times = []
for (const type of types) {
  const ms: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const startedMs = performance.now()
    await judgeHere(type, call)
    ms.push(performance.now() - startedMs)
  }
  const [first = 0, ...warm] = ms
  const median = warm.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
  times.push({ operator: type, 'first run, ms': first.toFixed(1), 'then, ms': median.toFixed(1) })
}
console.log(`\nA call of ten minutes, ${call.lines.length} sentences, ${words} words, in one thread:`)
console.table(times)

/** All operators as a transcript has them: in a thread of its own, which loads what it needs. */
async function runInThread(): Promise<number> {
  const personalData = async () => call.lines.map(() => [])
  const startedMs = performance.now()
  const builtIns = openBuiltIns(
    { conversation: call, personalData },
    { signal: new AbortController().signal },
  )
  for (const type of types) await builtIns.judge(type)
  await builtIns.close()
  return performance.now() - startedMs
}

const totalMs = await runInThread()
console.log(`All ${types.length} in a fresh thread, loading included: ${totalMs.toFixed(0)} ms`)

if (!options['no-speech']) {
  const { otherMs, operateMs, audioMs } = await measureProcessing()
  const tenMinutesMs = (otherMs / audioMs) * 600_000
  console.log(
    `\nThe sample call of ${(audioMs / 1000).toFixed(1)} s with all operators: ${operateMs} ms of ${otherMs + operateMs} ms.`,
  )
  console.log(
    `Of a call of ten minutes they are ${percent(totalMs / (totalMs + tenMinutesMs))} of the processing time.`,
  )
}
process.exit()
