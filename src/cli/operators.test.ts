// `verbatim operators` as people start it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { describeConfig } from '../config.ts'
import type { Api } from './api.ts'
import { exitCodes } from './exit.ts'
import { readOperatorFolders } from './operators/operator-folder.ts'
import { pushFolder, pushOperators } from './operators/push.ts'
import { runOn } from './operators/run.ts'
import { testFolder } from './operators/try-cases.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'verbatim-operators-'))
after(() => rmSync(root, { recursive: true, force: true }))
const blank = Object.fromEntries(describeConfig().map(({ name }) => [name, '']))

async function run(args: string[], { input = '' } = {}) {
  const child = spawn(process.execPath, [launcher, 'operators', ...args], {
    cwd: root,
    env: { ...process.env, ...blank },
    timeout: 180_000,
  })
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk) => {
      out[name] += chunk
    })
  }
  // A command that does not read stdin may be gone first.
  child.stdin.on('error', () => undefined).end(input)
  const [status] = await once(child, 'close')
  return { status, ...out }
}

/** Writes a folder with these files as JSON. */
function folder(files: Record<string, unknown>): string {
  const path = mkdtempSync(join(root, 'folder-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return path
}

const said = (...transcripts: string[]) => ({
  sentences: transcripts.map((transcript) => ({ media_channel: 2, transcript })),
})
const cancel = {
  friendly_name: 'Wants to cancel',
  operator_type: 'PhraseMatching',
  config: { phrase_sets: [{ name: 'Cancel', phrases: ['cancel my account'] }] },
}
const found = {
  name: 'says it',
  conversation: said('Cancel my account.'),
  expect: { match: true, evidence: [0] },
}

test('list prints the 13 pre-built operators without a server', async () => {
  const json = await run(['list', '--json'])
  assert.deepEqual([json.status, json.stderr], [0, ''])
  const operators: { operator_type: string; labels: string[] }[] = JSON.parse(json.stdout)
  assert.equal(operators.length, 13)
  assert.ok(
    operators.find(({ operator_type }) => operator_type === 'SentimentAnalysis')?.labels.includes('mixed'),
  )
})

test('run prints the result in the shape of the contract: by name, from a file', async () => {
  const conversation = { ...said('Hello.', 'I want to speak to a manager.'), participants: [] }
  const path = join(folder({ 'call.json': conversation }), 'call.json')
  const byName = await run(['run', 'escalation request', path, '--json'])
  assert.deepEqual([byName.status, byName.stderr], [0, ''])
  const result = JSON.parse(byName.stdout)
  assert.equal(Object.keys(result).length, 16)
  assert.partialDeepStrictEqual(result, {
    operator_type: 'extract',
    name: 'Escalation Request',
    extract_match: true,
    transcript_sid: null,
  })
  assert.equal(result.utterance_results[0].sentence_index, 1)
})

test("run takes a folder with an operator of one's own, and stdin", async () => {
  const path = folder({ 'operator.json': cancel })
  const { status, stdout } = await run(['run', path], { input: JSON.stringify(found.conversation) })
  assert.equal(status, 0)
  assert.partialDeepStrictEqual(JSON.parse(stdout), {
    name: 'Wants to cancel',
    operator_sid: null,
    extract_results: { cancel: ['Cancel my account'] },
  })
})

test('wrong usage ends with 2', async () => {
  const nothing = folder({ 'a/readme.txt': 'no operator' })
  const usage = { exitCode: exitCodes.usage }
  for (const content of ['{', '{"sentences": [{"transcript": "x"}]}', '[]']) {
    const path = join(folder({ 'call.json': content }), 'call.json')
    await assert.rejects(runOn('CallTransfer', path, {}), usage)
  }
  await assert.rejects(runOn('CallTransfer', join(nothing, 'nowhere.json'), {}), usage)
  await assert.rejects(runOn('Fortune', 'nowhere.json', {}), usage)
  for (const path of [nothing, join(nothing, 'nowhere')]) {
    await assert.rejects(testFolder(path, {}), usage)
    await assert.rejects(pushFolder(path, {}), usage)
  }
  await assert.rejects(testFolder(folder({ 'operator.json': cancel }), {}), usage)
})

test('test runs the cases of custom and pre-built operators, and is done when all pass', async () => {
  const path = folder({
    'cancel/operator.json': cancel,
    'cancel/cases.json': {
      cases: [found, { ...found, conversation: said('No.'), expect: { match: false } }],
    },
    'transfer/cases.json': {
      operator: 'CallTransfer',
      cases: [{ name: 'x', conversation: said('Hello.'), expect: { label: 'NoTransfer' } }],
    },
    'notes/readme.txt': 'nothing to run',
  })
  const { status, stdout } = await run(['test', path, '--json'])
  assert.equal(status, 0)
  const report = JSON.parse(stdout)
  assert.deepEqual([report.passed, report.failed], [3, 0])
  assert.partialDeepStrictEqual(report.operators, [
    { operator: 'Wants to cancel', passed: 2, recall: 1, precision: 1 },
    { operator: 'Call Transfer', passed: 1, failures: [] },
  ])
})

test('test names what failed and ends with 1', async () => {
  const wrong = { ...found, name: 'must not match', expect: { match: false } }
  const needsModel = {
    ...cancel,
    friendly_name: 'Sums up',
    operator_type: 'Generative',
    config: { prompt: 'p' },
  }
  const path = folder({
    'a/operator.json': cancel,
    'a/cases.json': { cases: [found, wrong] },
    'b/operator.json': needsModel,
    'b/cases.json': { cases: [{ ...found, expect: { contains: ['cancel'] } }] },
  })
  const { status, stdout } = await run(['test', path])
  assert.equal(status, 1)
  assert.match(stdout, /failed: must not match: found "Cancel my account" where nothing is to be found/)
  assert.match(stdout, /failed: says it: .*LLM_BASE_URL/)
  assert.match(stdout, /\n1 passed, 2 failed\n$/)
})

for (const [what, files] of [
  ['is no JSON', { 'operator.json': '{' }],
  ['has a config that does not fit', { 'operator.json': { ...cancel, config: {} } }],
  ['has a type that can not be made', { 'operator.json': { ...cancel, operator_type: 'CallTransfer' } }],
  ['has no name', { 'operator.json': { ...cancel, friendly_name: '' } }],
  [
    'expects what there is not',
    { 'operator.json': cancel, 'cases.json': { cases: [{ ...found, expect: { labl: 'x' } }] } },
  ],
] as const) {
  test(`an operator that ${what} ends with 1 and the name of the file`, async () => {
    const failed = { exitCode: exitCodes.failed, message: /(operator|cases)\.json/ }
    await assert.rejects(testFolder(folder(files), {}), failed)
  })
}

test('two operators of one name, or of a name that means another type, are not pushed', async () => {
  const path = folder({ 'a/operator.json': cancel, 'b/operator.json': cancel })
  await assert.rejects(pushFolder(path, {}), { exitCode: exitCodes.failed, message: /two folders/ })
})

/** The custom operators of an account as the API has them. */
function operatorApi() {
  const stored: {
    sid: string
    friendly_name: string
    operator_type: string
    config: unknown
    version: number
  }[] = []
  const api: Api = {
    async request<Body>(method: string, path: string, form: Record<string, string> = {}) {
      const [, sid] = /^[/]v2[/]Operators[/]Custom[/]?(?:[?].*)?(LY\w+)?$/.exec(path) ?? assert.fail(path)
      if (method === 'GET') return { operators: stored, meta: { next_page_url: null } } as Body
      const { FriendlyName, OperatorType, Config } = form
      const known = stored.find((one) => one.sid === sid)
      if (known) Object.assign(known, { config: JSON.parse(Config!), version: known.version + 1 })
      const named = { sid: `LY${stored.length}`, friendly_name: FriendlyName!, operator_type: OperatorType! }
      if (!known) stored.push({ ...named, config: JSON.parse(Config!), version: 1 })
      return (known ?? stored.at(-1)) as Body
    },
    readText: () => assert.fail(),
    download: () => assert.fail(),
  }
  return { api, stored }
}

test('push makes operators, leaves those alone that are the same, and updates the others', async () => {
  const { api, stored } = operatorApi()
  const push = async (...operators: (typeof cancel)[]) => {
    const files = operators.map((one, at) => [`${at}/operator.json`, one] as const)
    const read = readOperatorFolders(folder(Object.fromEntries(files)))
    return await pushOperators(
      api,
      read.map(({ operator }) => operator),
    )
  }
  const refund = {
    ...cancel,
    friendly_name: 'Wants money',
    config: { phrase_sets: [{ name: 'Refund', phrases: ['my money back'] }] },
  }
  const first = await push(cancel, refund)
  assert.deepEqual(
    first.map(({ action }) => action),
    ['created', 'created'],
  )
  const changed = { ...refund, config: { phrase_sets: [{ name: 'Refund', phrases: ['a refund'] }] } }
  const second = await push(cancel, changed)
  assert.deepEqual(
    second.map(({ action }) => action),
    ['unchanged', 'updated'],
  )
  assert.deepEqual(
    second.map(({ sid }) => sid),
    first.map(({ sid }) => sid),
  )
  assert.partialDeepStrictEqual(stored[1], { config: changed.config, version: 2 })

  const retyped = { ...cancel, operator_type: 'Generative', config: { prompt: 'p' } as never }
  await assert.rejects(push(retyped, refund), {
    exitCode: exitCodes.failed,
    message: /type can not be changed/,
  })
  // The one that could have been pushed was not, either.
  assert.deepEqual(
    (await push(changed)).map(({ action }) => action),
    ['unchanged'],
  )
})
