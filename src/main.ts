// The server process: configuration, app, listen, drain on a signal.
import { type App, createApp } from './app.ts'
import type { Config } from './config.ts'

/** How long running jobs may take to end after a signal; what is not done by then is handed back. */
const DRAIN_MS = 10_000

/** Runs the server until it is told to stop. `say` gets lines for the person who started it.
 * @throws Error when it can not be started */
export async function serve(config: Config, say: (line: string) => void): Promise<void> {
  let running: App | undefined
  const app = await createApp(config, (error) => {
    if (running) running.http.log.fatal({ err: error }, 'cannot go on')
    else say(`cannot start: ${error.message}`)
    process.exit(1)
  })
  running = app
  const { accountSid, authToken, generated } = app.firstAccount
  if (generated) {
    say('A first account was made; its token is shown once (it is kept encrypted):')
    say(`  export TWILIO_ACCOUNT_SID=${accountSid}`)
    say(`  export TWILIO_AUTH_TOKEN=${authToken}`)
  }
  const address = await app.http.listen({ port: config.PORT, host: config.HOST }).catch(async (error) => {
    // Jobs that were claimed already go back, so that none of their tries is used up.
    await app.close(0)
    throw error
  })
  say(`Verbatim listens on ${address}`)
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    app.http.log.info({ signal }, 'stopping')
    void app.close(DRAIN_MS).then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
