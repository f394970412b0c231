// The check of package.json, on this project and on one that does everything wrong once.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkDependencies } from './check-dependencies.ts'

const planted: Record<string, string> = {
  'package.json': JSON.stringify({
    scripts: { check: 'lint check .' },
    dependencies: { fastify: '1.0.0', 'left-over': '1.0.0', 'onnxruntime-node': '1.0.0', typebox: '1.0.0' },
    devDependencies: { '@made/lint': '1.0.0', preact: '1.0.0', typescript: '1.0.0', '@types/node': '1.0.0' },
  }),
  'src/app.ts': `import 'fastify'; import { a } from 'preact/hooks'; import fs from 'node:fs'; import './b.ts'`,
  'src/b.ts': `const c = () => import('missing'); const d = import.meta.resolve('typebox/value') // import 'not'`,
  'src/b.test.ts': `import type { Node } from 'typescript'; export * from '@no/where/deep'`,
  'src/shipped/e.ts': `export { f } from 'typescript'; import 'onnxruntime-node'`,
}

test('what is imported and not listed, or listed in the wrong place, is a fault; what is not used a remark', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'dependencies-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const { faults, remarks } = checkDependencies(root)
  assert.deepEqual(faults, [
    'src/app.ts: preact is needed at run time, but in devDependencies',
    'src/b.test.ts: @no/where is not in package.json',
    'src/b.ts: missing is not in package.json',
  ])
  assert.deepEqual(remarks, [
    'left-over is not used',
    'onnxruntime-node belongs into devDependencies: a package carries what it needs of it',
  ])
})

test('the project itself has no faults', () => {
  assert.deepEqual(checkDependencies(join(import.meta.dirname, '..')).faults, [])
})
