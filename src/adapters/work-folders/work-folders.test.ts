// Work folders of several owners in one data directory; locks are objects here, and those of the dead are let go.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { openWorkFolder } from './work-folders.ts'

let dataDir: string
let held: Set<string>
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'verbatim-work-'))
  held = new Set()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
const takeLock = (folder: string) => {
  if (held.has(folder)) throw new Error('held')
  writeFileSync(join(folder, 'owner.lock'), '')
  held.add(folder)
  return { release: () => void held.delete(folder) }
}
const open = () => openWorkFolder(dataDir, takeLock)
const left = () => ['work', 'work-locks'].map((name) => readdirSync(join(dataDir, name)).length)

test('each owner has a folder of its own, and takes none of another that lives', () => {
  const owners = [open(), open(), open()]
  assert.equal(new Set(owners.map(({ path }) => path)).size, 3)
  for (const { path } of owners) writeFileSync(join(path, 'under-way'), '')
  open()
  for (const { path } of owners) assert.ok(existsSync(join(path, 'under-way')))
})

test('what the dead left behind goes, whatever their process numbers were', () => {
  const [dead, alive] = [open(), open()]
  writeFileSync(join(dead.path, 'under-way'), '')
  held.delete([...held][0]!)
  const next = open()
  assert.deepEqual([dead.path, alive.path, next.path].map(existsSync), [false, true, true])
  assert.deepEqual(left(), [2, 2])
})

test('folders without a lock, as earlier versions made them, go', () => {
  mkdirSync(join(dataDir, 'work', '1-abcdef'), { recursive: true })
  writeFileSync(join(dataDir, 'work', '1-abcdef', 'spool'), '')
  open()
  assert.deepEqual(left(), [1, 1])
})

test('closing leaves nothing', () => {
  const { path, close } = open()
  writeFileSync(join(path, 'under-way'), '')
  close()
  assert.deepEqual(left(), [0, 0])
  assert.equal(held.size, 0)
})

test('a name whose lock is swept before it is taken is given up for another', () => {
  let swept = 0
  const { path } = openWorkFolder(dataDir, (folder) => {
    if (swept++ > 0) return takeLock(folder)
    rmSync(folder, { recursive: true })
    return { release: () => undefined }
  })
  assert.ok(existsSync(path))
  assert.deepEqual(left(), [1, 1])
})
