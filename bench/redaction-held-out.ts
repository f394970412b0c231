// How well does redaction work on calls that its rules have never seen? Figures for test/held-out-redaction, with strict
// mode and without. Only counts are shown: who tunes rules on these calls spoils them.
//   node bench/redaction-held-out.ts [FILE]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readCalls, scoreCalls } from '../src/redaction/labelled-calls.ts'

const given = process.argv[2]
const file = given
  ? pathToFileURL(resolve(given))
  : new URL('../test/held-out-redaction/calls.txt', import.meta.url)
const calls = readCalls(file)
const harmless = calls.filter((call) => call.every(({ spans }) => spans.length === 0)).length
const spans = calls.flat().reduce((sum, turn) => sum + turn.spans.length, 0)
console.log(`${calls.length} calls, ${harmless} of them harmless, ${spans} spans`)

const percent = (share: number) => `${share.toFixed(1)} %`
console.table(
  [false, true].map((strict) => {
    const score = scoreCalls(calls, { strict, extended: true })
    return {
      strict,
      found: percent(score.any),
      'by type': percent(score.typed),
      right: percent(score.precision),
      'harmless touched': score.negativesHit,
    }
  }),
)
