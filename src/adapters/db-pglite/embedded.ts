// The embedded database as seen from the main thread: starts the hosting thread and hands out streams to it.

import type { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { moduleBeside } from '../../threads/module-beside.ts'
import { createWireStream, type FromHost, type ToHost } from './wire-stream.ts'

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** A new connection; only one may be in use at a time. */
  stream(): Duplex
  /** Checkpoints, closes the files and frees the data directory. */
  close(): Promise<void>
}

/** Opens (on first use: creates) the database in `dataDir/pg`.
 * @param onFailure called when the hosting thread dies later on: nothing can be stored any more
 * @throws Error when another process owns the folder or the database cannot be opened */
export async function startEmbedded(
  dataDir: string,
  onFailure: (error: Error) => void,
): Promise<EmbeddedPostgres> {
  const file = moduleBeside(import.meta, 'pglite-worker')
  const host = new Worker(file, { workerData: { dataDir }, name: 'database' })
  host.setMaxListeners(0)
  const post = (message: ToHost) => host.postMessage(message)
  let closing = false
  await new Promise<void>((resolve, reject) => {
    host.once('error', reject)
    host.once('exit', () => reject(new Error('the database thread ended while starting')))
    host.once('message', (message: FromHost) =>
      message.kind === 'failed' ? reject(message.error) : resolve(),
    )
  }).catch(async (error) => {
    await host.terminate()
    throw error
  })
  host.removeAllListeners('error').removeAllListeners('exit')
  host.on('error', onFailure)
  host.on('exit', () => closing || onFailure(new Error('the database thread ended')))
  host.on('message', (message: FromHost) => message.kind === 'failed' && onFailure(message.error))

  let connections = 0
  return {
    stream: () => createWireStream(host, connections++),
    async close() {
      closing = true
      const closed = new Promise<void>((resolve) => {
        host.on('message', (message: FromHost) => message.kind === 'closed' && resolve())
        host.once('exit', () => resolve())
      })
      post({ kind: 'close' })
      await closed
      await host.terminate()
    },
  }
}
