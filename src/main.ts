// The server process: configuration, app, listen, drain on a signal. A worker is one that listens for monitoring alone,
// or not at all.
import { type App, createApp } from './app.ts'
import type { Config } from './config.ts'

/** How long requests and jobs under way may take to end after a signal; jobs that are not done by then are handed
 * back. Docker kills what has not ended 10 s after it was asked to, and closing takes time, too: 3 s for the last traces
 * where the collector does not answer. */
const DRAIN_MS = 6_000

/** Hears lines for the person who started the process. */
type Say = (line: string) => void

/** Runs the server until it is told to stop.
 * @throws Error when it can not be started */
export async function serve(config: Config, say: Say): Promise<void> {
  const app = await start(config, { say, role: 'serve' })
  const { accountSid, authToken, generated } = app.firstAccount
  if (generated) {
    say('A first account was made; its token is shown once (it is kept encrypted):')
    say(`  export TWILIO_ACCOUNT_SID=${accountSid}`)
    say(`  export TWILIO_AUTH_TOKEN=${authToken}`)
  }
  const address = await listen(app, { port: config.PORT, host: config.HOST })
  say(`Verbatim listens on ${address}`)
}

/** Does jobs of a server's database until it is told to stop.
 * @throws Error when it can not be started */
export async function work(config: Config, say: Say): Promise<void> {
  const app = await start(config, { say, role: 'worker' })
  const { WORKER_PORT: port, HOST: host, WORKERS } = config
  const address = port === null ? null : await listen(app, { port, host })
  const told = address ? `; ${address}/metrics tells of it` : ''
  say(`Verbatim does jobs, with ${WORKERS} recogniser thread${WORKERS === 1 ? '' : 's'}${told}`)
}

async function start(config: Config, { say, role }: { say: Say; role: 'serve' | 'worker' }): Promise<App> {
  let running: App | undefined
  const onFailure = (error: Error) => {
    if (running) running.http.log.fatal({ err: error }, 'cannot go on')
    else say(`cannot start: ${error.message}`)
    process.exit(1)
  }
  const app = await createApp(config, onFailure, role)
  running = app
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    app.http.log.info({ signal }, 'stopping')
    void app.close(DRAIN_MS).then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return app
}

async function listen(app: App, at: { port: number; host: string }): Promise<string> {
  return app.http.listen(at).catch(async (error) => {
    // Jobs that were claimed already go back, so that none of their tries is used up.
    await app.close(0)
    throw error
  })
}
