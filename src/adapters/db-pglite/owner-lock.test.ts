// One process per data directory, shown with real processes.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { startEmbedded } from './embedded.ts'
import { takeOwnerLock } from './owner-lock.ts'

const lockModule = JSON.stringify(new URL('./owner-lock.ts', import.meta.url).href)
const databaseModule = JSON.stringify(new URL('./embedded.ts', import.meta.url).href)

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-lock-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs `work` in another process; `said` is its first line: `in`, or why it could not get in. */
async function another(t: TestContext, work: string): Promise<{ child: ChildProcess; said: string }> {
  const script = `
    const keep = setInterval(() => undefined, 60_000)
    try { ${work}; console.log('in') } catch (error) { console.log(error.message); clearInterval(keep) }`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout!, 'data')
  return { child, said: String(line).trim() }
}

function lockIn(folder: string): string {
  return `(await import(${lockModule})).takeOwnerLock(${JSON.stringify(folder)})`
}

const inUse = (folder: string) => `data directory ${folder} is in use by another verbatim process`

test('another process is refused while the lock is held, and let in once it is released', async (t) => {
  const folder = tempFolder(t)
  const lock = takeOwnerLock(folder)
  assert.equal((await another(t, lockIn(folder))).said, inUse(folder))
  assert.equal((await another(t, lockIn(folder))).said, inUse(folder), 'a refused one changes nothing')
  lock.release()
  assert.equal((await another(t, lockIn(folder))).said, 'in')
})

test('the same process is refused as well, without losing the lock it holds', async (t) => {
  const folder = tempFolder(t)
  const lock = takeOwnerLock(folder)
  assert.throws(() => takeOwnerLock(folder), { message: inUse(folder) })
  assert.equal((await another(t, lockIn(folder))).said, inUse(folder))
  lock.release()
  takeOwnerLock(folder).release()
})

test('folders do not concern each other', (t) => {
  const locks = [tempFolder(t), tempFolder(t)].map(takeOwnerLock)
  for (const lock of locks) lock.release()
})

test('after the owner was killed exactly one of three gets in', async (t) => {
  const folder = tempFolder(t)
  const owner = await another(t, lockIn(folder))
  assert.equal(owner.said, 'in')
  assert.throws(() => takeOwnerLock(folder), { message: inUse(folder) })
  owner.child.kill('SIGKILL')
  await once(owner.child, 'exit')
  const said = await Promise.all([1, 2, 3].map(async () => (await another(t, lockIn(folder))).said))
  assert.deepEqual(said.sort(), [inUse(folder), inUse(folder), 'in'].sort())
})

test('a database that is open here can be opened by another process only once it is closed', async (t) => {
  const folder = tempFolder(t)
  const open = `await (await import(${databaseModule})).startEmbedded(${JSON.stringify(folder)}, () => undefined)`
  const embedded = await startEmbedded(folder, assert.fail)
  const early = await another(t, open).finally(() => embedded.close())
  assert.equal(early.said, inUse(folder))
  assert.equal((await another(t, open)).said, 'in')
  await assert.rejects(startEmbedded(folder, assert.fail), { message: inUse(folder) })
})
