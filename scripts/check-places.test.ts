// Files that built code finds by its own place: in a made-up build, right and wrong.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { misplacedFiles } from './package/check-places.ts'

const built: Record<string, string> = {
  'contract/a.json': '{}',
  'dist/good.js': `import { moduleBeside } from './threads/module-beside.js'
// import.meta in a comment is harmless
startThread(moduleBeside(import.meta, 'worker'))
const folder = new URL('../contract/', import.meta.url)
const page = import.meta.resolve('fastify/page.js')`,
  'dist/worker.js': '',
  'dist/bad/thread.js': `startThread(moduleBeside(import.meta, 'worker'))`,
  'dist/bad/asset.js': `read(new URL('./words.txt', import.meta.url))`,
  'dist/bad/unclear.js': 'new Worker(new URL(file, import.meta.url))',
}

test('a thread, a file and a place that is put together are found where they are not right', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'places-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(built)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  assert.deepEqual(misplacedFiles(join(root, 'dist')), [
    'bad/asset.js: ./words.txt is not there',
    'bad/thread.js: worker.js is not there',
    'bad/unclear.js: what is meant by new Worker(new URL(file, import.meta.url))?',
  ])
})
