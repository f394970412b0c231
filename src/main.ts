// The server process: configuration, app, listen, drain on a signal.
import { createApp } from './app.ts'
import type { Config } from './config.ts'

/** How long running jobs may take to end after a signal; what is not done by then is handed back. */
const DRAIN_MS = 10_000

/** Runs the server until it is told to stop. `say` gets lines for the person who started it.
 * @throws Error when it can not be started */
export async function serve(config: Config, say: (line: string) => void): Promise<void> {
  const app = await createApp(config, (error) => {
    app?.http.log.fatal({ err: error }, 'cannot go on')
    process.exit(1)
  })
  const address = await app.http.listen({ port: config.PORT, host: config.HOST })
  if (app.generated) {
    say('A first account was made; this is shown once (it is kept in the data directory):')
    say(`  TWILIO_ACCOUNT_SID=${app.generated.accountSid}`)
    say(`  TWILIO_AUTH_TOKEN=${app.generated.authToken}`)
  }
  say(`Verbatim listens on ${address}`)
  const stop = (signal: string) => {
    app.http.log.info({ signal }, 'stopping')
    void app.close(DRAIN_MS).then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
