// The thread that hosts PGlite. It owns the folder's lock, proves that commits reach the disk, and answers
// messages of the PostgreSQL wire protocol; SQL never runs on the main thread.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { takeOwnerLock } from './owner-lock.ts'
import type { FromHost, ToHost } from './wire-stream.ts'

/** Opens the database: lock, PGlite, probe. Anything that fails releases the lock again. */
async function open(dataDir: string) {
  mkdirSync(join(dataDir, 'pg'), { recursive: true, mode: 0o700 })
  const lock = takeOwnerLock(dataDir)
  try {
    const fs = new FsyncNodeFS(join(dataDir, 'pg'))
    const database = await PGlite.create({ fs, startParams })
    await proveDurable(database, fs)
    collectGarbage()
    return { database, lock }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Opening leaves up to 300 MB of buffers behind, most on a first start; nothing after it makes the collector run. */
function collectGarbage() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** Commits one row and looks whether that reached the disk.
 * @throws Error when it did not */
export async function proveDurable(database: PGlite, fs: FsyncNodeFS): Promise<void> {
  await database.exec(
    'create table if not exists public.durability_probe (at timestamptz(3) not null); truncate public.durability_probe',
  )
  const before = fs.fsyncs
  await database.exec('insert into public.durability_probe values (now())')
  if (fs.fsyncs === before) throw new Error('durability cannot be guaranteed: a commit caused no fsync')
}

async function serve(port: MessagePort) {
  const post = (message: FromHost) => port.postMessage(message)
  let opened: Awaited<ReturnType<typeof open>>
  try {
    opened = await open((workerData as { dataDir: string }).dataDir)
  } catch (error) {
    post({ kind: 'failed', error: error as Error })
    return
  }
  const { database, lock } = opened
  post({ kind: 'ready' })

  const answer = async (message: ToHost) => {
    if (message.kind === 'data') {
      const bytes = await database.execProtocolRaw(message.bytes)
      if (bytes.length > 0) post({ kind: 'data', connection: message.connection, bytes })
    } else if (message.kind === 'end') {
      // The last connection may end after the database was told to close.
      if (database.closed) return
      // The next connection is a new session: nothing of this one may shine through.
      await database.exec('rollback')
      await database.exec('discard all')
    } else {
      await database.close()
      lock.release()
      post({ kind: 'closed' })
    }
  }
  let turn = Promise.resolve()
  port.on('message', (message: ToHost) => {
    turn = turn.then(() => answer(message)).catch((error) => post({ kind: 'failed', error: error as Error }))
  })
}

if (parentPort) void serve(parentPort)
