// Data directories in several states of health.
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkDataDir } from './check-data-dir.ts'

const root = mkdtempSync(join(tmpdir(), 'doctor-'))
after(() => rmSync(root, { recursive: true }))
const newFolder = () => mkdtempSync(join(root, 'data-'))

function look(DATA_DIR: string, DATA_KEY: Buffer | null = null) {
  const findings = checkDataDir({ DATA_DIR, DATA_KEY })
  return {
    findings,
    of: (check: string) => findings.find((one) => one.check === check),
    statuses: Object.fromEntries(findings.map(({ check, status }) => [check, status])),
  }
}

test('one that is not there yet is fine, and is not made', () => {
  const path = join(root, 'not', 'yet')
  assert.deepEqual(look(path).statuses, { 'data directory': 'ok', disk: 'ok' })
  assert.match(look(path).of('data directory')!.detail, /the first start makes it/)
})

test('a new one is fine; with DATA_KEY no other key is looked for', () => {
  const path = newFolder()
  assert.deepEqual(look(path).statuses, { 'data directory': 'ok', disk: 'ok' })
  mkdirSync(join(path, 'pg'))
  assert.equal(look(path, Buffer.alloc(32)).statuses.secrets, 'ok')
})

test('a file in its place, or a folder that others can read, is told with the way out', () => {
  const path = newFolder()
  writeFileSync(join(path, 'file'), '')
  assert.equal(look(join(path, 'file')).statuses['data directory'], 'problem')
  chmodSync(path, 0o755)
  const finding = look(path).of('data directory')!
  assert.deepEqual([finding.status, finding.mend], ['warning', `chmod 700 ${path}`])
})

test(
  'a folder that may not be written to is a problem',
  { skip: process.getuid?.() === 0 && 'root may write anywhere' },
  () => {
    const path = newFolder()
    chmodSync(path, 0o500)
    assert.equal(look(path).statuses['data directory'], 'problem')
  },
)

test('the key of a database must be there, whole, and private', () => {
  const path = newFolder()
  const key = join(path, 'secrets.json')
  mkdirSync(join(path, 'pg'))
  assert.match(look(path).of('secrets')!.detail, /is missing/)
  writeFileSync(key, '{"dataKey": "c2VjcmV0IGtleQ', { mode: 0o600 })
  assert.match(look(path).of('secrets')!.detail, /can not be read/)
  writeFileSync(key, '{"dataKey": "c2VjcmV0IGtleQ=="}')
  assert.equal(look(path).statuses.secrets, 'ok')
  chmodSync(key, 0o644)
  assert.equal(look(path).of('secrets')!.mend, `chmod 600 ${key}`)
  assert.ok(!JSON.stringify(look(path).findings).includes('c2VjcmV0'))
})
