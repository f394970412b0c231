// The arrow check against planted/, a miniature tree that breaks each rule once.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { rooms } from './arrows.ts'
import { checkArrows, holds } from './check-arrows.ts'

const planted = join(import.meta.dirname, 'planted')
const expected = `
contract/knows-domain.ts -> src/domain/time.ts (contract)
src/adapters/clock-real/knows-redaction.ts -> src/redaction/knows-operator.ts (adapters)
src/adapters/clock-slow/knows-real.ts -> src/adapters/clock-real/clock.ts (adapters-slice)
src/adapters/knows-slice.ts -> src/adapters/clock-real/clock.ts (adapters-slice)
src/app.ts -> src/cli/serve.ts (app)
src/captions/knows-port.ts -> src/ports/clock.ts (captions)
src/captions/uses-built-in.ts -> fs (captions-built-ins)
src/captions/uses-package.ts -> fastify (captions-packages)
src/cli/knows-port.ts -> src/ports/clock.ts (cli)
src/config.ts -> src/ports/clock.ts (config)
src/doctor/knows-app.ts -> src/app.ts (doctor)
src/domain/knows-port.ts -> src/ports/clock.ts (domain)
src/domain/uses-built-in.ts -> fs (domain-built-ins)
src/domain/uses-package.ts -> fastify (domain-packages)
src/engine-api.ts -> src/worker/claim.ts (engine-api)
src/engines.ts -> src/pipeline/run.ts (engines)
src/helpers/ -> scripts/arrows.ts (unlisted)
src/http/knows-resource.ts -> src/resources/calls/routes.ts (http)
src/local.ts -> src/worker/claim.ts (local)
src/main.ts -> src/worker/claim.ts (main)
src/monitoring.ts -> src/worker/claim.ts (monitoring)
src/moving/knows-app.ts -> src/app.ts (moving)
src/onnx/knows-domain.ts -> src/domain/time.ts (onnx)
src/operators/knows-redaction.ts -> src/redaction/knows-operator.ts (operators)
src/parts.ts -> src/app.ts (parts)
src/pipeline/knows-worker.ts -> src/worker/claim.ts (pipeline)
src/ports/knows-http.ts -> src/http/reply.ts (ports)
src/ports/uses-built-in.ts -> stream (ports-built-ins)
src/ports/uses-package.ts -> fastify (ports-packages)
src/proxy/knows-pipeline.ts -> src/pipeline/run.ts (proxy)
src/redaction/knows-operator.ts -> src/operators/run.ts (redaction)
src/redaction/knows-worker-at-run-time.ts -> src/worker/claim.ts (redaction)
src/redaction/knows-worker-by-export.ts -> src/worker/claim.ts (redaction)
src/redaction/knows-worker-by-type.ts -> src/worker/claim.ts (redaction)
src/resources/calls/knows-pipeline.ts -> src/pipeline/run.ts (resources)
src/resources/notes/knows-calls.ts -> src/resources/calls/rules.ts (resources-slice)
src/shipped/knows-domain.ts -> src/domain/time.ts (shipped)
src/stray.ts -> scripts/arrows.ts (unlisted)
src/testing/knows-cli.ts -> src/cli/serve.ts (testing)
src/threads/knows-port.ts -> src/ports/clock.ts (threads)
src/web.ts -> src/worker/claim.ts (web)
src/worker/cycle-a.ts -> src/worker/cycle-b.ts (cycle)
src/worker/imports-test.ts -> src/domain/time.test.ts (test-file)
src/worker/knows-adapter.ts -> src/adapters/clock-real/clock.ts (worker)
src/worker/uses-dev-dependency.ts -> typescript (dev-dependency)
src/worker/uses-missing-file.ts -> ./not-there.ts (unresolvable)
src/worker/uses-missing-package.ts -> no-such-package-anywhere (unresolvable)
src/worker/uses-testing.ts -> src/testing/fake-clock.ts (product-testing)
src/worker/uses-undeclared-package.ts -> acorn (undeclared)
viewer/knows-domain.tsx -> src/domain/time.ts (viewer)
`
  .trim()
  .split('\n')

test('the planted tree gives exactly the planted violations, and no file escapes', async () => {
  const report = await checkArrows(planted)
  assert.deepEqual(report.violations, expected)
  assert.equal(report.moduleCount, report.fileCount)
})

test('every room is broken once but the one that lies inside another', () => {
  const broken = new Set(expected.map((line) => line.match(/\((.*)\)$/)?.[1]))
  const missing = Object.keys(rooms).filter((name) => !broken.has(name))
  assert.deepEqual(missing, ['contract/generated'])
})

test('a check that saw fewer files than there are, or none, does not hold', () => {
  assert.equal(holds({ moduleCount: 9, fileCount: 9, violations: [] }), true)
  assert.equal(holds({ moduleCount: 8, fileCount: 9, violations: [] }), false)
  assert.equal(holds({ moduleCount: 0, fileCount: 0, violations: [] }), false)
  assert.equal(holds({ moduleCount: 9, fileCount: 9, violations: ['a -> b (c)'] }), false)
})

test('the script exits with 1 on a broken tree and with 0 on a sound one', () => {
  const sound = mkdtempSync(join(tmpdir(), 'arrows-'))
  try {
    mkdirSync(join(sound, 'src/domain'), { recursive: true })
    writeFileSync(join(sound, 'src/domain/time.ts'), 'export type Time = number\n')
    const runs = [planted, sound].map((root) => {
      const { status, stdout } = spawnSync(process.execPath, [
        join(import.meta.dirname, 'check-arrows.ts'),
        root,
      ])
      return { status, last: stdout.toString().trim().split('\n').at(-1) }
    })
    assert.equal(runs[0]?.status, 1)
    assert.deepEqual(runs[1], { status: 0, last: 'arrows: 1 modules, 0 violations' })
  } finally {
    rmSync(sound, { recursive: true })
  }
})
