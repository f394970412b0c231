// The composition root of the server: opens the data, joins the parts, starts the workers, registers the routes.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { AccountSecret } from './adapters/credentials-store/first-account.ts'
import { findFfmpeg } from './adapters/decoder-ffmpeg/find-ffmpeg.ts'
import type { Config } from './config.ts'
import { startEngines } from './engines.ts'
import { openMonitoring } from './monitoring.ts'
import { assemble, type Closing, openData, type Role, requireSameMedia, startWork } from './parts.ts'
import { createHttp, registerMonitoring, registerRoutes } from './web.ts'

/** A built server that is not listening yet. */
export interface App {
  http: FastifyInstance
  /** The account that the installation began with. `generated`: made at this very start, to be shown once. */
  firstAccount: AccountSecret & { generated: boolean }
  /** Stops taking requests and jobs, gives those under way `graceMs` to end, and closes everything. */
  close(graceMs: number): Promise<void>
}

/** Opens the data, starts the workers, registers the routes: all of them, or those for monitoring in a worker.
 * @param onFailure called when a part dies that the process can not go on without
 * @throws Error when the data directory, the database or the configuration can not be used */
export async function createApp(
  config: Config,
  onFailure: (error: Error) => void,
  role: Role = 'serve',
): Promise<App> {
  if (role === 'worker') requireWork(config)
  const dataDir = resolve(config.DATA_DIR)
  requireWritable(dataDir)
  const monitoring = await openMonitoring(config, (...args) => http.log.debug(...args))
  const http = createHttp(config, monitoring.telemetry)
  // Last: what closes before it may have something to tell.
  const closing: Closing = { closers: [monitoring.close], graceMs: 0 }
  const close = async () => {
    for (const closer of closing.closers.splice(0).reverse()) {
      await closer().catch((error) => http.log.error({ err: error }, 'a part could not be closed'))
    }
  }
  try {
    const data = await openData(config, { dataDir, http, role, onFailure, closing, monitoring })
    const engines =
      config.WORKERS > 0
        ? startEngines(config, { modelsDir: join(dataDir, 'models'), log: http.log, ...closing })
        : null
    const ffmpeg = await findFfmpeg(config.FFMPEG_PATH)
    const parts = assemble(config, { dataDir, http, data, engines, ffmpeg, closing, monitoring })
    // Stopped before anything that running jobs still use.
    closing.closers.push(() => data.queue.stop(closing.graceMs))
    await data.queue.start()
    await requireSameMedia(parts, { config, role })
    if (engines) await startWork(config, { parts, engines, closing })
    if (role === 'serve') await registerRoutes(http, parts)
    else registerMonitoring(http, parts)
    // Side by side, for both have the same deadline.
    closing.closers.push(() =>
      Promise.all([stopServing(http, closing.graceMs), data.queue.stop(closing.graceMs)]),
    )
    return {
      http,
      firstAccount: data.firstAccount,
      close: (graceMs) => {
        closing.graceMs = graceMs
        return close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Answers what was asked, for `graceMs`: a client that sends or reads slowly must not keep the server from stopping. */
async function stopServing(http: FastifyInstance, graceMs: number) {
  const timer = setTimeout(() => http.server.closeAllConnections(), graceMs)
  await http.close()
  clearTimeout(timer)
}

/** @throws Error when a worker would have nothing to do */
function requireWork({ DATABASE_URL, WORKERS }: Config) {
  if (!DATABASE_URL)
    throw new Error('verbatim worker needs DATABASE_URL: an embedded database serves one process')
  if (WORKERS === 0) throw new Error('verbatim worker needs WORKERS of at least 1')
}

/** @throws Error naming the folder when nothing can be stored in it */
function requireWritable(dataDir: string) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    rmSync(mkdtempSync(join(dataDir, 'probe-')), { recursive: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`data directory ${dataDir} can not be written to (${code})`, { cause })
  }
}
