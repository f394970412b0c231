// The pre-built operators on cases: their own, which they were written with, and those of somebody who knew their
// descriptions only. Prints a table of the latter.
import assert from 'node:assert/strict'
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { preBuiltOperators } from '../../src/domain/operator-catalogue.ts'
import { hasBuiltInEngine } from '../../src/operators/built-in/engines.ts'
import { type CaseKind, caseKinds, readCases } from '../../src/operators/cases.ts'
import { readConversation } from '../../src/operators/conversation-json.ts'
import { type JudgedCase, runCases } from '../../src/operators/run-cases.ts'
import { precisionOf, recallOf, sumTallies } from '../../src/operators/score.ts'
import { judgeHere } from './built-in-judge.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Least share of what is to be found, and of what is claimed, on an operator's own cases. */
const FLOOR = 0.9

const types = preBuiltOperators.map(({ operatorType }) => operatorType)
const fileOf = (type: string) =>
  `${root}src/operators/${type.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase()}/cases.json`

test('every pre-built operator has a local engine and cases', () => {
  const missing = types.filter((type) => !hasBuiltInEngine(type) || !existsSync(fileOf(type)))
  assert.deepEqual(missing, [])
})

test('every case file is about the operator of its folder', () => {
  const files = globSync('src/operators/*/cases.json', { cwd: root }).sort()
  const expected = types.map((type) => fileOf(type).slice(root.length)).sort()
  assert.deepEqual(
    files.filter((file) => !expected.includes(file)),
    [],
  )
  for (const type of types.filter((one) => existsSync(fileOf(one)))) {
    assert.equal(readCases(fileOf(type)).operator, type)
  }
})

for (const type of types.filter((one) => hasBuiltInEngine(one) && existsSync(fileOf(one)))) {
  test(`${type} finds at least ${FLOOR} of what its cases hold, and is right as often`, async () => {
    const { cases } = readCases(fileOf(type))
    assert.ok(cases.length >= (type === 'Summarization' ? 12 : 40), `${cases.length} cases`)
    const judged = await runCases(cases, (conversation) => judgeHere(type, conversation))
    const sum = sumTallies(judged.map(({ tally }) => tally))
    const failures = judged.flatMap(({ name, wrong }) => (wrong === null ? [] : [`${name}: ${wrong}`]))
    const figures = `recall ${recallOf(sum)}, precision ${precisionOf(sum)}\n${failures.join('\n')}`
    assert.ok(sum.expected > 0)
    assert.ok(recallOf(sum) >= FLOOR && precisionOf(sum) >= FLOOR, figures)
  })
}

test('no conversation is too short, too long or too odd for any operator', async () => {
  const say = (texts: string[]) =>
    readConversation({
      sentences: texts.map((transcript, at) => ({ media_channel: (at % 2) + 1, transcript })),
    })
  const odd = [
    '',
    ' ',
    '...',
    '\u{1f600}',
    '1234567890',
    'a'.repeat(3000),
    'no '.repeat(1000),
    "'",
    'ÄÖÜ ß 日本',
  ]
  for (const type of types.filter(hasBuiltInEngine)) {
    for (const texts of [[], odd, ...odd.map((text) => [text])]) {
      const outcome = await judgeHere(type, say(texts))
      if (outcome.kind === 'classification') {
        const all = Object.values(outcome.probabilities)
        assert.ok(Math.abs(all.reduce((sum, one) => sum + one, 0) - 1) < 1e-6, type)
      }
    }
  }
})

const heldOut = globSync('test/held-out/*.json', { cwd: root }).sort()
test('held-out cases', { skip: heldOut.length === 0 && 'there are none' }, async (t) => {
  for (const file of heldOut) {
    const { operator, cases } = readCases(root + file)
    const type = operator ?? basename(file, '.json')
    assert.ok(types.includes(type), file)
    if (!hasBuiltInEngine(type)) continue
    const judged = await runCases(cases, (conversation) => judgeHere(type, conversation))
    t.diagnostic(
      `${type.padEnd(25)} ${caseKinds.map((kind) => share(kind, judged)).join('  ')}  ${overall(judged)}`,
    )
  }
})

/** How many cases of a kind went right. */
function share(kind: CaseKind, judged: readonly JudgedCase[]): string {
  const of = judged.filter((one) => one.kind === kind)
  const right = of.filter(({ wrong }) => wrong === null).length
  return `${kind} ${right}/${of.length}`.padEnd(17)
}

function overall(judged: readonly JudgedCase[]): string {
  const sum = sumTallies(judged.map(({ tally }) => tally))
  return `recall ${percent(recallOf(sum))} precision ${percent(precisionOf(sum))}`
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
