import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, afterEach, test } from 'node:test'
import { findFfmpeg } from './find-ffmpeg.ts'

const skip = process.platform === 'win32' ? 'the programs of this test are shell scripts' : false
const folder = mkdtempSync(join(tmpdir(), 'find-'))
const searchPath = process.env.PATH
afterEach(() => {
  process.env.PATH = searchPath
})
after(() => rmSync(folder, { recursive: true }))

function program(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

const good = program('ffmpeg', 'echo "ffmpeg version 7.1-fake Copyright (c)"')

test('a path is that program, made absolute', { skip }, async () => {
  const found = await findFfmpeg(relative(process.cwd(), good))
  assert.deepEqual([found?.path, found?.version], [good, '7.1-fake'])
})

test('off is none, whatever is on PATH', { skip }, async () => {
  process.env.PATH = folder
  assert.equal(await findFfmpeg('off'), null)
  assert.equal(await findFfmpeg('OFF'), null)
})

test('unset is what PATH has', { skip }, async () => {
  process.env.PATH = `${folder}:${searchPath}`
  for (const unset of [undefined, null, '']) assert.equal((await findFfmpeg(unset))?.path, good)
  process.env.PATH = join(folder, 'nowhere')
  assert.equal(await findFfmpeg(undefined), null)
})

test('a broken program on PATH is none', { skip }, async () => {
  const broken = mkdtempSync(join(folder, 'broken-'))
  writeFileSync(join(broken, 'ffmpeg'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  process.env.PATH = broken
  assert.equal(await findFfmpeg(undefined), null)
})

test('a path to something else says what is wrong with it', { skip }, async () => {
  const plain = join(folder, 'plain')
  writeFileSync(plain, 'x', { mode: 0o644 })
  const cases: [path: string, reason: RegExp][] = [
    [join(folder, 'missing'), /no program/],
    [plain, /may not be run/],
    [program('other', 'echo "avconv version 9"'), /not ffmpeg/],
    [program('failing', 'exit 3'), /does not run/],
    [program('flooding', 'yes'), /does not run/],
  ]
  for (const [path, reason] of cases) {
    await assert.rejects(findFfmpeg(path), (error: Error) => {
      assert.match(error.message, reason)
      assert.match(error.message, /^FFMPEG_PATH is /)
      return true
    })
  }
})

test('a program that does not answer is given up', { skip }, async () => {
  await assert.rejects(findFfmpeg(program('hanging', "trap '' TERM; while :; do sleep 1; done")), /in time/)
})

test(
  'limits are used only where the program runs under them',
  { skip: process.platform !== 'linux' },
  async () => {
    const tools = mkdtempSync(join(folder, 'tools-'))
    process.env.PATH = `${tools}:${searchPath}`
    writeFileSync(join(tools, 'prlimit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    assert.equal((await findFfmpeg(good))?.prlimit, null)
    writeFileSync(
      join(tools, 'prlimit'),
      '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n',
    )
    assert.equal((await findFfmpeg(good))?.prlimit, join(tools, 'prlimit'))
  },
)
