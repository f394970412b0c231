// How commands reach the data: over HTTP from the server that runs; when none runs, from one of their own, which
// opens the data directory for the moment.
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { CommandError, exitCodes } from './exit.ts'

/** A client of the API. */
export interface Api {
  /** Sends a form, or nothing; returns the JSON of the answer, null when there is none.
   * @param path on the server, or a whole address out of an answer
   * @throws CommandError with the server's reason */
  request<Body>(method: string, path: string, form?: Record<string, string>): Promise<Body>
  /** The body of an answer as it is.
   * @throws CommandError with the server's reason */
  readText(path: string): Promise<string>
  /** Fetches bytes by signed address. */
  download(url: string): Promise<{ body: Buffer; headers: Headers }>
}

/** The options of {@link withApi}. */
export interface ApiOptions {
  url?: string
  dataDir?: string
}

/** Adds the options that every command over the API has. */
export function apiOptions(command: Command): Command {
  return command
    .option('--url <address>', 'the server; by default the one that HOST and PORT say')
    .option('--data-dir <folder>', 'opened when no server runs (DATA_DIR)')
    .option('--json', 'print JSON')
}

/** Runs `work` with the API. Credentials are TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, which an opened data directory
 * does not ask for.
 * @throws CommandError notReachable, refused */
export async function withApi<T>(options: ApiOptions, work: (api: Api) => Promise<T>): Promise<T> {
  const flags = options.dataDir ? { DATA_DIR: options.dataDir } : {}
  const config = readConfig({ ...flags, LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal' })
  const base = options.url ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${config.PORT}`
  if (!options.dataDir && (await answers(base))) {
    const { TWILIO_ACCOUNT_SID: user, TWILIO_AUTH_TOKEN: password } = config
    if (!user || !password) {
      const message = `set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to ask the server at ${base}`
      throw new CommandError(message, exitCodes.usage)
    }
    return work(createApi(base, `${user}:${password}`))
  }
  if (options.url) throw new CommandError(`no server answers at ${base}`, exitCodes.notReachable)
  return withOwnServer(config, work)
}

async function withOwnServer<T>(config: Config, work: (api: Api) => Promise<T>): Promise<T> {
  const { createApp } = await import('../app.ts')
  // The credentials in the environment are a client's; opening the folder must not make them those of the server.
  const credentials = { TWILIO_ACCOUNT_SID: null, TWILIO_AUTH_TOKEN: null }
  const own = { ...config, ...credentials, WORKERS: 0, PUBLIC_BASE_URL: null, RATE_LIMIT: null }
  const app = await createApp(own, (error) => {
    throw error
  })
  try {
    const base = await app.http.listen({ port: 0, host: '127.0.0.1' })
    const { accountSid, authToken, generated } = app.firstAccount
    if (generated) process.stderr.write(firstAccountLines(app.firstAccount))
    return await work(createApi(base, `${accountSid}:${authToken}`))
  } finally {
    await app.close(0)
  }
}

/** Shown once: nobody else has seen the token that was made just now. */
function firstAccountLines({ accountSid, authToken }: { accountSid: string; authToken: string }): string {
  return `A first account was made:\n  export TWILIO_ACCOUNT_SID=${accountSid}\n  export TWILIO_AUTH_TOKEN=${authToken}\n`
}

async function answers(base: string): Promise<boolean> {
  return fetch(`${base}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function createApi(base: string, credentials: string): Api {
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  return {
    async request<Body>(method: string, path: string, form?: Record<string, string>) {
      const body = form && new URLSearchParams(form)
      const response = await reach(new URL(path, base), {
        method,
        headers: { authorization },
        ...(body && { body }),
      })
      const text = await response.text()
      if (!response.ok) throw refusal(response.status, text)
      return (text === '' ? null : JSON.parse(text)) as Body
    },
    async readText(path) {
      const response = await reach(new URL(path, base), { headers: { authorization } })
      const text = await response.text()
      if (!response.ok) throw refusal(response.status, text)
      return text
    },
    async download(url) {
      const response = await reach(new URL(url, base))
      if (!response.ok) throw refusal(response.status, await response.text())
      return { body: Buffer.from(await response.arrayBuffer()), headers: response.headers }
    },
  }
}

async function reach(url: URL, init?: RequestInit): Promise<Response> {
  return fetch(url, init).catch((cause) => {
    const why = cause.cause?.code ?? cause.message
    throw new CommandError(`${url.origin} can not be reached: ${why}`, exitCodes.notReachable)
  })
}

function refusal(status: number, text: string): CommandError {
  const { code, message } = JSON.parse(text) as { code: number; message: string }
  const refused = status === 401 || status === 403
  return new CommandError(`${message} (${code})`, refused ? exitCodes.refused : exitCodes.failed)
}
