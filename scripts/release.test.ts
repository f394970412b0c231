// The version is the same wherever it is written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }
const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: Record<string, object> }

test('the lockfile has it twice', () => {
  assert.equal(lock.version, version)
  assert.deepEqual({ version, ...lock.packages[''] }, lock.packages[''])
})

test('the changelog begins with it, or with what is not released yet', () => {
  const [newest, before] = [...read('CHANGELOG.md').matchAll(/^## (\S+)/gm)].map(([, name]) => name)
  assert.ok(newest === version || (newest === 'Unreleased' && before === version), `${newest}, ${before}`)
})

test('names of images and packages in what one follows have it', () => {
  const files = ['Dockerfile', 'compose.yaml', 'README.md', 'docs/guide/install.md', 'docs/guide/running.md']
  const named = files.flatMap((path) =>
    [...read(path).matchAll(/\bverbatim[:-](\d+\.\d+\.\d+)\b/g)].map(([, found]) => found),
  )
  assert.ok(named.length >= 5)
  assert.deepEqual(new Set(named), new Set([version]))
})
