// The npm package: what is in it, and that it runs where it is installed, without the checkout.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import twilio from 'twilio'
import { carriedPackages } from '../../scripts/package/carried.ts'
import { misplacedFiles } from '../../scripts/package/check-places.ts'
import { importedPackages } from '../../scripts/package/imports.ts'
import { engineAudio } from '../../src/testing/engine-suite.ts'
import { placeDatabase } from '../../src/testing/prepared-database.ts'
import { sampleCallPath, sampleTurns } from '../../src/testing/sample-call.ts'
import { startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import { countWordErrors, digitsApart } from '../../src/testing/word-errors.ts'
import { createHearingServer } from './hearing-server.ts'
import { type InstalledPackage, installPackage } from './install.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'verbatim-package-'))
const runFile = promisify(execFile)
let installed: InstalledPackage
let launcher: string

before(async () => {
  installed = await installPackage(folder)
  launcher = join(installed.consumer, 'node_modules/verbatim/bin/verbatim.mjs')
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script in the consumer's folder; none of the machine's settings reach it. */
async function run(args: string[], env: Record<string, string> = {}) {
  const options = {
    cwd: installed.consumer,
    env: {
      PATH: process.env.PATH,
      HOME: join(folder, 'home'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      ...env,
    },
    maxBuffer: 1 << 26,
  }
  return runFile(process.execPath, args, options)
}

const expectedFiles = [
  /^(package\.json|LICENSE|NOTICE|THIRD_PARTY_NOTICES|(README|SECURITY|ARCHITECTURE|CHANGELOG|CONTRIBUTING)\.md)$/,
  /^bin\/verbatim\.mjs$/,
  /^contract\/[\w-]+\.json$/,
  /^docs\/(config|errors)\.md$|^docs\/(adr|benchmarks|guide)\/[\w-]+\.md$|^docs\/licences\/[\w-]+\.txt$/,
  /^docs\/pictures\/[\w-]+\.png$/,
  /^deploy\/(grafana|prometheus)\/[\w.-]+\.(json|yaml)$/,
  /^test\/fixtures\/sample-call\.(wav|json)$/,
  /^dist\/viewer\/index\.html$|^dist\/viewer\/assets\/[\w.-]+\.(js|css|svg)$/,
  /^dist\/models\/(moonshine-(tiny|base)\/(encoder_model|decoder_model_merged)|silero_vad_v6)\.onnx$/,
  /^dist\/onnxruntime\/package\.json$|^dist\/onnxruntime\/(dist|common)\/[\w-]+\.js$/,
  /^dist\/onnxruntime\/bin\/napi-v6\/(linux|darwin|win32)\/(x64|arm64)\/(onnxruntime_binding\.node|(lib)?onnxruntime\.(1\.dylib|so\.1|dll))$/,
  /^dist\/(?!.*(fixture|\.test\.|test-))(adapters|captions|cli|doctor|domain|http|moving|onnx|operators|pipeline|ports|proxy|redaction|resources|shipped|threads|worker|[\w-]+(?=\.))[\w/-]*\.(js|d\.ts)$/,
  /^dist\/testing\/(asr-checks|asr-subject|check|engine-suite|sample-call|seeded-random|spools|word-errors)\.(js|d\.ts)$/,
]
const MOST_BYTES = 300e6

test('it holds what is needed and nothing else', () => {
  const { files } = installed
  const unexpected = [...files.keys()].filter((path) => !expectedFiles.some((pattern) => pattern.test(path)))
  assert.deepEqual(unexpected, [])
  for (const pattern of expectedFiles)
    assert.ok(
      [...files.keys()].some((path) => pattern.test(path)),
      `${pattern}`,
    )
  const bytes = files.values().reduce((sum, one) => sum + one, 0)
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`)
})

test('links of its documents lead to files that are in it', () => {
  const paths = [...installed.files.keys()]
  const isThere = (target: string) => paths.some((one) => one === target || one.startsWith(`${target}/`))
  const links = paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const text = readFileSync(join(installed.consumer, 'node_modules/verbatim', path), 'utf8')
      const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target]) => target!)
      return targets
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => ({ path, target: posix.join(posix.dirname(path), target) }))
    })
  assert.ok(links.length > 50, `${links.length} links`)
  assert.deepEqual(
    links.filter(({ target }) => !isThere(target)),
    [],
  )
})

test('every file and every package that its code asks for is there', () => {
  const dist = join(installed.consumer, 'node_modules/verbatim/dist')
  assert.deepEqual(misplacedFiles(dist), [])
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const imported = globSync('**/*.js', { cwd: dist, exclude: ['viewer/**'] }).flatMap((path) =>
    importedPackages(readFileSync(join(dist, path), 'utf8')),
  )
  const names = new Set(imported)
  assert.ok(names.has('fastify'))
  assert.deepEqual(
    names.difference(new Set(Object.keys({ ...dependencies, ...optionalDependencies }))),
    new Set(),
  )
  assert.deepEqual(
    [...names].filter((name) => name in carriedPackages),
    [],
  )
})

test(
  'an older Node is told which one is needed',
  { skip: oldNode() === null && 'no older Node here' },
  () => {
    const env = { PATH: '/nowhere' }
    assert.throws(() => execFileSync(oldNode()!, [launcher, '--version'], { env, stdio: 'pipe' }), {
      status: 1,
      message: /verbatim needs Node 24 or later; this is v\d+/,
    })
  },
)

/** A Node that is too old, where the system has one. */
function oldNode(): string | null {
  const path = ['/usr/bin/node', '/usr/local/bin/node'].find((one) => {
    try {
      return Number(/\d+/.exec(execFileSync(one, ['--version'], { encoding: 'utf8' }))) < 24
    } catch {
      return false
    }
  })
  return path ?? null
}

test('it says its version, and transcribes the sample call that it brings', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const said = await run([launcher, '--version'])
  assert.equal(said.stdout.trim(), version)
  const call = join(installed.consumer, 'node_modules/verbatim/test/fixtures/sample-call.wav')
  assert.deepEqual(readFileSync(call), readFileSync(sampleCallPath))
  const { stdout } = await run([
    launcher,
    'transcribe',
    call,
    '--model',
    'moonshine-tiny',
    '--format',
    'json',
  ])
  const sentences: { transcript: string }[] = JSON.parse(stdout).sentences
  const heard = sentences.map(({ transcript }) => transcript).join(' ')
  const spoken = sampleTurns.map(({ text }) => text).join(' ')
  const { errors, words } = countWordErrors(digitsApart(spoken), digitsApart(heard))
  assert.ok(errors < words * 0.1, heard)
})

test('it serves: ready, pages, contract, the API', async () => {
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  await placeDatabase(dataDir)
  const server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' }, launcher)
  try {
    for (const path of ['/readyz', '/', '/docs', '/openapi.json']) {
      const { status } = await fetch(`${server.baseUrl}${path}`)
      assert.equal(status, 200, path)
    }
    const page = await (await fetch(`${server.baseUrl}/`)).text()
    assert.match(page, /<script [^>]*src="[^"]*assets\//)
    const client = twilio(testAccount.accountSid, testAccount.authToken)
    client.intelligence.baseUrl = server.baseUrl
    const { sid } = await client.intelligence.v2.services.create({ uniqueName: 'packed' })
    assert.deepEqual(
      (await client.intelligence.v2.services.list()).map((one) => one.sid),
      [sid],
    )
  } finally {
    await server.end('SIGTERM')
  }
})

test('types of verbatim/engine and verbatim/engine/suite are there, and are types', async () => {
  const { consumer } = installed
  writeFileSync(
    join(consumer, 'engine.mts'),
    `import { type AsrEngine, type CreateEngine, fault, type Hypothesis, samplesToMs } from 'verbatim/engine'
import { asrChecks, describeEngine } from 'verbatim/engine/suite'
const none: Hypothesis = { words: [], confidence: 0, tokenCount: 0, end: 'empty' }
export const createEngine: CreateEngine = ({ threads }): AsrEngine => ({
  capabilities: { name: 'none', languages: ['en-US'], maxSliceMs: 29_000, batchRows: 1, batchSeconds: 30, threads },
  ready: async () => undefined,
  recognise: async (batch) => batch.map(({ sampleCount }) => (samplesToMs(sampleCount) > 0 ? none : none)),
  close: async () => { throw fault('recogniserFailed') },
})
const promises: string[] = asrChecks.map((check) => check.promises)
describeEngine(promises[0] ?? '', () => createEngine({ threads: 1 }))
// @ts-expect-error -- no such end
export const wrongEnd: Hypothesis['end'] = 'over'
// @ts-expect-error -- words are no text
export const wrongWords: string = none.words
// @ts-expect-error -- an engine is started by a function
describeEngine('none', createEngine({ threads: 1 }))
`,
  )
  const types = join(consumer, 'node_modules/@types/node')
  mkdirSync(join(consumer, 'node_modules/@types'), { recursive: true })
  rmSync(types, { force: true })
  symlinkSync(join(root, 'node_modules/@types/node'), types, 'junction')
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const strict = [
    '--strict',
    '--target',
    'es2024',
    '--module',
    'nodenext',
    '--lib',
    'es2025',
    '--types',
    'node',
  ]
  const { stdout } = await run([tsc, '--noEmit', '--skipLibCheck', ...strict, 'engine.mts']).catch(
    (failed: { stdout: string }) => failed,
  )
  assert.equal(stdout, '')
})

test('the engine of the guide keeps every promise of the suite, and serves as ASR_MODEL', async () => {
  const guide = readFileSync(join(root, 'docs/guide/engines.md'), 'utf8')
  const blocks = [...guide.matchAll(/^```js\n\/\/ (\S+)\n(.*?)^```$/gms)]
  assert.deepEqual(
    blocks.map(([, name]) => name),
    ['whisper-server.js', 'whisper-server.test.js'],
  )
  writeFileSync(join(installed.consumer, 'package.json'), '{"type":"module"}')
  for (const [, name, text] of blocks) writeFileSync(join(installed.consumer, name!), text!)
  const server = createHearingServer(await engineAudio(join(folder, 'audio'))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const env = { WHISPER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
    const suite = await run(['--test', '--test-reporter=tap', 'whisper-server.test.js'], env)
    assert.match(suite.stdout, /^# pass 12$/m)
    assert.match(suite.stdout, /^# fail 0$/m)
    const model = ['--model', 'module:./whisper-server.js', '--format', 'json']
    const heard = await run([launcher, 'transcribe', sampleCallPath, ...model], env)
    assert.deepEqual(JSON.parse(heard.stdout).sentences, [])
  } finally {
    server.close()
  }
})

// ONNX Runtime would keep an identifier there, and report under it.
test('nothing that ran has kept a file for the maker of a library', () => {
  assert.ok(existsSync(join(folder, 'cache', 'verbatim')))
  for (const place of ['cache', 'home/.cache', 'home'])
    assert.equal(existsSync(join(folder, place, 'Microsoft')), false, place)
})
