// The gate: every check and every test of the project, in one command. Ends with `N passed, N failed`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const bin = (name: string) => fileURLToPath(new URL(`node_modules/.bin/${name}`, root))

/** Checks beside the tests; each counts as one. */
const checks: [string, string, string[]][] = [
  ['format and lint', bin('biome'), ['check', '.']],
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the viewer', bin('tsc'), ['-p', 'viewer']],
  ['viewer', process.execPath, ['scripts/build-viewer.ts']],
  ['arrows', process.execPath, ['scripts/check-arrows.ts']],
  ['shape', process.execPath, ['scripts/check-shape.ts']],
  ['generated documents', process.execPath, ['scripts/gen.ts', '--check']],
  ['word lists', process.execPath, ['scripts/gazetteers.ts', '--check']],
  ['contract', process.execPath, ['scripts/check-contract.ts']],
  ['files for containers', process.execPath, ['scripts/check-deploy.ts']],
  ['dependencies', process.execPath, ['scripts/check-dependencies.ts']],
  ['third-party notices', process.execPath, ['scripts/third-party.ts', '--check']],
]
/** In this order: what starts whole servers comes last. Three files at a time: most of them wait for something. */
const groups: string[][] = [
  [
    'src/**/*.test.ts',
    'viewer/**/*.test.ts',
    'scripts/*.test.ts',
    'scripts/fixtures/*.test.ts',
    'bench/**/*.test.ts',
  ],
  [
    'test/conformance/*.test.ts',
    'test/browser/*.test.ts',
    'test/e2e/*.test.ts',
    'test/ports/*.test.ts',
    'test/operators/*.test.ts',
    'test/package/*.test.ts',
  ],
]
/** These once more on PostgreSQL: everything that is seen through HTTP, in the browser and by whole servers. Not those
 * that are about the embedded database or need none, that start PostgreSQL themselves, or are about one program alone. */
const onPostgres = [
  'src/resources/**/*.test.ts',
  'src/http/*.test.ts',
  'test/{conformance,browser}/*.test.ts',
]
const wholeServersOnPostgres = [
  ...[
    'cli',
    'cli-server',
    'diarisation',
    'encrypted-media',
    'hostile-paths',
    'object-storage',
    'private-log',
  ],
  ...['redaction-proof', 'sample-call', 'sample-call-operators', 'security-headers', 'slow-downloads'],
].map((name) => `test/e2e/${name}.test.ts`)
const CONCURRENCY = 3
/** For a whole file; the conformance checklist runs every line twice, with real recordings. */
const TEST_TIMEOUT_MS = 900_000

// Each file is a process of its own; most of its start is reading the same modules again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', root))

let passed = 0
let failed = 0
/** Runs one check; its output comes when it is done. */
async function check([name, command, args]: (typeof checks)[number]): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part))
  const [status] = (await once(child, 'close')) as [number | null]
  const good = status === 0
  process.stdout.write(Buffer.concat(output))
  console.log(`${good ? '✔' : '✖'} ${name}`)
  if (good) passed++
  else failed++
}

const waiting = checks.values()
const lane = async () => {
  for (const one of waiting) await check(one)
}
await Promise.all(Array.from({ length: CONCURRENCY }, lane))

for (const [patterns, database] of [
  ...groups.map((group) => [group, ''] as const),
  [[...onPostgres, ...wholeServersOnPostgres], 'postgres'] as const,
]) {
  process.env.TEST_DATABASE = database
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: fileURLToPath(root) }).sort())
  if (files.length === 0) throw new Error(`no test matches ${patterns.join(' ')}`)
  const stream = run({ files, concurrency: CONCURRENCY, timeout: TEST_TIMEOUT_MS, cwd: fileURLToPath(root) })
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) passed++
  })
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed++
  })
  stream.compose(spec).pipe(process.stdout, { end: false })
  await new Promise((resolve) => stream.once('end', resolve))
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
