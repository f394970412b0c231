// The gate: every check and every test of the project, in one command. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
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
  ['arrows', process.execPath, ['scripts/check-arrows.ts']],
  ['shape', process.execPath, ['scripts/check-shape.ts']],
  ['generated documents', process.execPath, ['scripts/gen.ts', '--check']],
  ['word lists', process.execPath, ['scripts/gazetteers.ts', '--check']],
  ['contract', process.execPath, ['scripts/check-contract.ts']],
]
/** In this order, and apart: what runs real processes or loads both cores must not disturb the rest. */
const groups: { patterns: string[]; concurrency: number }[] = [
  { patterns: ['src/**/*.test.ts', 'scripts/*.test.ts', 'scripts/fixtures/*.test.ts'], concurrency: 2 },
  { patterns: ['test/ports/*.test.ts', 'test/conformance/*.test.ts'], concurrency: 2 },
  { patterns: ['test/e2e/*.test.ts'], concurrency: 1 },
]
/** For a whole file; the conformance checklist runs every line twice, with real recordings. */
const TEST_TIMEOUT_MS = 900_000

let passed = 0
let failed = 0
for (const [name, command, args] of checks) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  const good = status === 0
  console.log(`${good ? '✔' : '✖'} ${name}`)
  if (good) passed++
  else failed++
}

for (const { patterns, concurrency } of groups) {
  const files = globSync(patterns, { cwd: fileURLToPath(root) }).sort()
  if (files.length === 0) throw new Error(`no test matches ${patterns.join(' ')}`)
  const stream = run({ files, concurrency, timeout: TEST_TIMEOUT_MS, cwd: fileURLToPath(root) })
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
