// `verbatim redact` as people run it: a process, lines in, lines out.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { linesOf } from './lines-of.ts'
import { redactLine } from './redact-line.ts'

const launcher = fileURLToPath(new URL('../../../bin/verbatim.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'verbatim-redact-'))
after(() => rmSync(folder, { recursive: true }))

/** Runs the command somewhere without a `.env` or a data directory. */
function run(args: string[], input?: string, settings: Record<string, string> = {}) {
  const { PATH } = process.env
  const options = { env: { PATH, ...settings }, cwd: folder, input, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'redact', ...args], options)
  return { status, lines: stdout.split('\n').slice(0, -1), stderr }
}
const redacted = (line: string, extended = false) => JSON.parse(redactLine(line, { extended }))

test('lines of text, of JSON, and empty ones each have one line of answer, in order; nothing is left behind', () => {
  const input = [
    'my name is john smith',
    '',
    '{"text": "call 617 555 0138", "previous": "x"}',
    'no data',
  ].join('\n')
  const { status, lines, stderr } = run([], input)
  assert.deepEqual([status, stderr, lines.length], [0, '', 4])
  assert.deepEqual(JSON.parse(lines[0]!), {
    redacted: 'my name is [Name]',
    spans: [{ start: 11, end: 21, type: 'NAME' }],
  })
  assert.deepEqual(JSON.parse(lines[1]!), { redacted: '', spans: [] })
  assert.equal(JSON.parse(lines[2]!).redacted, 'call [PhoneNumber]')
  assert.deepEqual(JSON.parse(lines[3]!), { redacted: 'no data', spans: [] })
})

test('tokens are written as REDACT_TOKEN says; one that has no label is refused', () => {
  const said = run([], 'my name is john smith', { REDACT_TOKEN: '<{label}>' })
  assert.equal(JSON.parse(said.lines[0]!).redacted, 'my name is <Name>')
  const refused = run([], 'my name is john smith', { REDACT_TOKEN: '[hidden]' })
  assert.notEqual(refused.status, 0)
  assert.deepEqual(refused.lines, [])
  assert.match(refused.stderr, /REDACT_TOKEN: must be a text with \{label\} once/)
})

test('what was said before counts', () => {
  const text = 'four four three'
  const previous = 'What is the security code on the back of the card?'
  assert.deepEqual(redacted(JSON.stringify({ text })).spans, [])
  assert.deepEqual(redacted(JSON.stringify({ text, previous })).spans, [{ start: 0, end: 15, type: 'CVV' }])
})

test('the extended set is found on request only', () => {
  const line = 'my account number is 84930271'
  assert.deepEqual(redacted(line).spans, [])
  assert.equal(redacted(line, true).redacted, 'my account number is [AccountNumber]')
  const path = join(folder, 'lines')
  writeFileSync(path, `${line}\r\n${line}`)
  const { lines } = run(['--extended', path])
  assert.deepEqual(
    lines.map((answer) => JSON.parse(answer).redacted),
    ['my account number is [AccountNumber]', 'my account number is [AccountNumber]'],
  )
})

test('what only looks like JSON is text', () => {
  for (const line of ['{my name is john smith', '{"text": 5}', '{"previous": "x"}', '{}', '[1]', 'null'])
    assert.equal(redacted(line).redacted.length > 0, true, line)
  assert.equal(redacted('{my name is john smith').redacted, '{my name is [Name]')
})

test('a file that is not there ends with the code for wrong usage, and so does a line without end', async () => {
  const { status, stderr, lines } = run([join(folder, 'none')])
  assert.deepEqual([status, lines], [2, []])
  assert.match(stderr, /^verbatim: .*none can not be read \(ENOENT\)\n$/)
  async function* endless() {
    for (;;) yield Buffer.alloc(100_000, 'a')
  }
  await assert.rejects(linesOf(endless()).next(), /longer than/)
})

test('characters that are cut in two by the reading are whole again', async () => {
  const bytes = Buffer.from('Zoë 🔑\r\nende')
  async function* bytewise() {
    for (const byte of bytes) yield Uint8Array.of(byte)
  }
  const lines: string[] = []
  for await (const line of linesOf(bytewise())) lines.push(line)
  assert.deepEqual(lines, ['Zoë 🔑', 'ende'])
})

const shared = fileURLToPath(new URL('../../../../shared/pii/', import.meta.url))
test(
  'the evaluation set of ../shared scores as promised',
  { skip: existsSync(shared) ? false : '../shared/pii is not here' },
  () => {
    const evaluation = join(shared, 'eval.jsonl')
    const { status, lines } = run(['--extended', evaluation])
    assert.equal(status, 0)
    const predictions = join(folder, 'predictions.jsonl')
    writeFileSync(predictions, `${lines.join('\n')}\n`)
    const score = join(shared, 'score.mjs')
    const scored = spawnSync(process.execPath, [score, evaluation, predictions, '--json'], {
      encoding: 'utf8',
    })
    const result = JSON.parse(scored.stdout)
    assert.equal(readFileSync(evaluation, 'utf8').trimEnd().split('\n').length, lines.length)
    const { gold, typed, predicted, right } = result.total
    assert.ok(typed / gold >= 0.88, scored.stdout)
    assert.ok(right / predicted >= 0.98, scored.stdout)
    assert.equal(result.negatives.hit, 0, scored.stdout)
  },
)
