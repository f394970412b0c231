// A folder that recordings are written to while it is watched.
import assert from 'node:assert/strict'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { finishedFiles, JOURNAL_NAME, openJournal } from './watch-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'watch-'))
after(() => rmSync(root, { recursive: true }))
const newFolder = () => mkdtempSync(join(root, 'folder-'))

/** A file counts as finished when it was the same three times. */
function watch(folder: string, pause: () => unknown = () => undefined) {
  const stop = new AbortController()
  const journal = openJournal(folder)
  // Gives way to others, as a real pause does.
  const turn = () => new Promise((resolve) => setImmediate(resolve)).then(pause)
  const files = finishedFiles(folder, { journal, signal: stop.signal, looks: 3, pause: turn })
  return { files, journal, stop: () => stop.abort() }
}

async function nextName({ files }: ReturnType<typeof watch>) {
  const { value } = await files.next()
  return value ? basename(value.path) : null
}

test('recordings come by name, each once, and other files never', async () => {
  const folder = newFolder()
  for (const name of ['b.wav', 'a.mp3', 'notes.txt', 'c.wav.part']) writeFileSync(join(folder, name), 'x')
  mkdirSync(join(folder, 'folder.wav'))
  const watched = watch(folder)
  assert.deepEqual([await nextName(watched), await nextName(watched)], ['a.mp3', 'b.wav'])
  const third = nextName(watched)
  writeFileSync(join(folder, 'd.wav'), 'x')
  assert.equal(await third, 'd.wav')
})

test('a file that still grows, or is still empty, is waited for', async () => {
  const folder = newFolder()
  const growing = join(folder, 'growing.wav')
  writeFileSync(growing, '')
  const [pieces, sizes] = [['', '', '', '', 'a', 'b', '', 'c', '', ''], [] as number[]]
  const watched = watch(folder, () => {
    appendFileSync(growing, pieces.shift() ?? '')
    sizes.push(statSync(growing).size)
  })
  assert.equal(await nextName(watched), 'growing.wav')
  assert.deepEqual(sizes, [0, 0, 0, 0, 1, 2, 2, 3, 3, 3])
})

test('what was dealt with is not handed out after a restart, unless it has changed', async () => {
  const folder = newFolder()
  const path = join(folder, 'a.wav')
  writeFileSync(path, 'first')
  const first = watch(folder)
  const { value } = await first.files.next()
  assert.ok(value)
  first.journal.add(value.state, 'done')
  first.stop()

  const second = watch(folder)
  const next = nextName(second)
  writeFileSync(join(folder, 'b.wav'), 'new')
  assert.equal(await next, 'b.wav')
  second.stop()

  writeFileSync(path, 'another recording')
  assert.equal(await nextName(watch(folder)), 'a.wav')
})

test('a journal that a crash cut off keeps its whole lines, and takes new ones', () => {
  const folder = newFolder()
  const state = (file: string) => ({ file, bytes: 1, modifiedMs: 1.5 })
  openJournal(folder).add(state('a.wav'), 'done')
  openJournal(folder).add(state('b.wav'), 'failed')
  const path = join(folder, JOURNAL_NAME)
  truncateSync(path, readFileSync(path).length - 5)
  const journal = openJournal(folder)
  assert.deepEqual([journal.has(state('a.wav')), journal.has(state('b.wav'))], [true, false])
  journal.add(state('c.wav'), 'done')
  assert.equal(openJournal(folder).has(state('c.wav')), true)
})

test('watching ends when it is told to', async () => {
  const watched = watch(newFolder())
  const next = watched.files.next()
  watched.stop()
  assert.equal((await next).done, true)
})
