// A server of its own for a check whose settings are not those of the world, seen as the first one is: a check that
// is run on a server that breaks its promise must find the second one broken as well.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { placeDatabase } from '../../../src/testing/prepared-database.ts'
import { startServerProcess } from '../../../src/testing/server-process.ts'
import { type Distortion, startDistortingProxy } from './distorting-proxy.ts'
import { createSubject, type Subject } from './subject.ts'

/** How the second server is made. */
export interface SecondServer {
  settings: Record<string, string>
  /** Bends its answers, where those of the first one are bent. */
  broken: Distortion
}

/** Starts the server, lets `work` use it, and ends it. The second argument of `work` is everything it has written.
 * Its first account is that of `subject`. */
export async function withSecondServer(
  subject: Subject,
  { settings, broken }: SecondServer,
  work: (second: Subject, output: () => string) => Promise<void>,
): Promise<void> {
  const { world } = subject
  const dataDir = mkdtempSync(join(world.folder, 'second-'))
  await placeDatabase(dataDir)
  const server = await startServerProcess({
    DATA_DIR: dataDir,
    ASR_MODEL: 'moonshine-tiny',
    WORKERS: '1',
    ...settings,
  })
  const isBent = subject.baseUrl !== world.server.baseUrl
  const proxy = isBent ? await startDistortingProxy(server.baseUrl, broken) : null
  try {
    await work(createSubject(world, proxy?.baseUrl ?? server.baseUrl), server.output)
  } finally {
    proxy?.close()
    await server.end('SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  }
}
