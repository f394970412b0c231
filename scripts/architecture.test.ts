// What ARCHITECTURE.md says of folders, against those that are there; its table of rooms is made (room-table.ts).
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { rooms } from './arrows.ts'
import { marks, withRoomTable } from './room-table.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')

function foldersIn(path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** What the first cells of a table name, which follows the heading `cell`. */
function namedIn(cell: string): string[] {
  const [, after = ''] = page.split(`| ${cell} |`)
  const rows = after.split('\n\n')[0]!.split('\n').slice(2)
  return rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!))
}

test('each adapter has a row, and each row an adapter', () => {
  assert.deepEqual(namedIn('folder in `src/adapters/`').sort(), foldersIn('src/adapters'))
})

test('each folder of the repository has a row, and each row a folder', () => {
  // Built, installed or made while running; hidden ones are for tools.
  const unlisted = new Set(['data', 'dist', 'node_modules', 'test'])
  const top = foldersIn('.').filter((name) => !name.startsWith('.') && !unlisted.has(name))
  const tests = foldersIn('test').map((name) => `test/${name}`)
  const expected = [...top, ...tests].map((name) => `${name}/`).sort()
  assert.deepEqual(namedIn('folder').sort(), expected)
})

test('the table of rooms has a row for each but the one that lies inside another, and what it may import', () => {
  const bare = `before\n${marks.begin}\nold\n${marks.end}\nafter`
  const made = withRoomTable(bare)
  assert.match(made, /^before\n.*\n\| room \|/)
  assert.match(made, /\nafter$/)
  assert.doesNotMatch(made, /\nold\n/)
  const rows = made.split('\n').filter((line) => line.startsWith('| `'))
  assert.equal(rows.length, Object.keys(rooms).length - 1)
  const rowOf = (room: string) => rows.find((row) => row.startsWith(`| \`${room}\``)) ?? ''
  assert.match(rowOf('domain/'), /\| nothing; no package; nothing of Node \|$/)
  assert.match(rowOf('worker/'), /\| domain, ports, pipeline \|$/)
  assert.match(rowOf('adapters/X/'), /never another of adapters \|$/)
  assert.match(rowOf('testing/'), /\| all but cli, main, contract, viewer \|$/)
  assert.doesNotMatch(made, /contract\/generated/)
})

test('a page without its marks is refused', () => {
  assert.throws(() => withRoomTable('no table'), /once each/)
  assert.throws(() => withRoomTable(`${marks.begin}${marks.end}${marks.begin}${marks.end}`), /once each/)
})
