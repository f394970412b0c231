// The thread that hosts PGlite. It owns the folder's lock, proves that commits reach the disk, and answers
// messages of the PostgreSQL wire protocol; SQL never runs on the main thread.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { FsyncNodeFS, startParams } from './fsync-fs.ts'
import { makeDatabase } from './make-database.ts'
import { takeOwnerLock } from './owner-lock.ts'
import { createUpkeep, freeBytes, LEAST_FREE_BYTES } from './upkeep.ts'
import { prepareFolder } from './whole-folder.ts'
import type { FromHost, ToHost } from './wire-stream.ts'

/** Opens the database: lock, PGlite, probe. Anything that fails releases the lock again. */
async function open(dataDir: string) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = takeOwnerLock(dataDir)
  try {
    requireRoom(dataDir)
    const { folder, isMissing } = prepareFolder(dataDir)
    if (isMissing)
      await makeDatabase(folder).catch((cause) => {
        throw new Error(`a database can not be made in ${folder}: ${reason(cause)}`, { cause })
      })
    const fs = new FsyncNodeFS(folder)
    const database = await PGlite.create({ fs, startParams }).catch((cause) => {
      throw new Error(`the database in ${folder} is damaged or can not be read: ${reason(cause)}`, { cause })
    })
    await proveDurable(database, fs)
    collectGarbage()
    return { database, lock }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** @throws Error when a first write could be the one that ends the database */
function requireRoom(dataDir: string) {
  if (freeBytes(dataDir) >= LEAST_FREE_BYTES) return
  const mib = LEAST_FREE_BYTES >> 20
  throw new Error(
    `data directory ${dataDir} has less than ${mib} MiB of free space; make room and start again`,
  )
}

/** What PGlite throws when a start fails says little; its exit status is all that comes out of PostgreSQL. */
function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** PostgreSQL's log writer is not made to go on without room: whatever it says then, that is the reason. */
function explain(error: Error, dataDir: string): Error {
  if (freeBytes(dataDir) >= LEAST_FREE_BYTES) return error
  const message = `data directory ${dataDir} has no free space left and the database had to stop; make room and start again`
  return new Error(message, { cause: error })
}

/** Opening leaves buffers behind; nothing after it makes the collector run. */
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

/** The last byte of what answers a statement: outside of a transaction, or inside one that may go on (PostgreSQL,
 * message formats, ReadyForQuery). */
const [OUTSIDE, INSIDE] = ['I'.charCodeAt(0), 'T'.charCodeAt(0)]

/** A statement that PostgreSQL answers as it answers a full disk, before it really is full: once its log meets that
 * inside a transaction, it never answers again. */
const refusal = simpleQuery(`do $$ begin raise 'no room is left' using errcode = 'disk_full'; end $$`)

/** The message that runs `text` (PostgreSQL, message formats, Query). */
function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`)
  const head = Buffer.from('Q\0\0\0\0')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** First byte of the message that opens a session, which PGlite answers by itself. */
const OPENING = 0

/** Hands a message to PostgreSQL; all bytes of its answer. As a stream, since the other call of PGlite reads all rows of
 * every answer and keeps them for good. */
export async function exchange(database: PGlite, message: Uint8Array): Promise<Uint8Array> {
  if (message[0] === OPENING) return database.execProtocolRaw(message)
  const pieces: Uint8Array[] = []
  // Pieces are views of memory that the next ones overwrite.
  await database.execProtocolRawStream(message, { onRawData: (piece) => void pieces.push(piece.slice()) })
  const [only] = pieces
  return pieces.length === 1 ? only! : new Uint8Array(Buffer.concat(pieces))
}

async function serve(port: MessagePort) {
  const post = (message: FromHost) => port.postMessage(message)
  const { dataDir } = workerData as { dataDir: string }
  let opened: Awaited<ReturnType<typeof open>>
  try {
    opened = await open(dataDir)
  } catch (error) {
    post({ kind: 'failed', error: error as Error })
    return
  }
  const { database, lock } = opened
  const upkeep = createUpkeep(database, join(dataDir, 'pg'))
  let state: number | undefined = OUTSIDE
  post({ kind: 'ready' })

  const answer = async (message: ToHost) => {
    if (message.kind === 'data') {
      if (state === OUTSIDE) await upkeep.look()
      const refused = state === INSIDE && upkeep.isShort()
      const bytes = await exchange(database, refused ? refusal : message.bytes)
      state = bytes.at(-1)
      if (bytes.length > 0) post({ kind: 'data', connection: message.connection, bytes })
    } else if (message.kind === 'end') {
      // The last connection may end after the database was told to close.
      if (database.closed) return
      // The next connection is a new session: nothing of this one may shine through.
      await database.exec('rollback')
      await database.exec('discard all')
      state = OUTSIDE
      upkeep.reset()
    } else {
      await database.close()
      lock.release()
      post({ kind: 'closed' })
    }
  }
  let turn = Promise.resolve()
  port.on('message', (message: ToHost) => {
    turn = turn
      .then(() => answer(message))
      .catch((error) => post({ kind: 'failed', error: explain(error as Error, dataDir) }))
  })
}

if (parentPort) void serve(parentPort)
