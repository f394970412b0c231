// The whole product in the test's own process, on loopback: real database, real routes, no speech models.
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { describeConfig, type RawConfig, readConfig } from '../config.ts'
import type { AccountSid } from '../domain/sid.ts'
import { chosenDatabase } from './chosen-database.ts'
import { placeDatabase } from './prepared-database.ts'
import { type Seed, seedDataDir } from './seeded-data.ts'

/** An answer; `body` is the parsed JSON, or null when there is none. */
export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
}

/** A running server and a client that knows its credentials. */
export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  baseUrl: string
  accountSid: AccountSid
  authToken: string
  dataDir: string
  /** Sends a form (none = no body, no Content-Type) with the account's credentials.
   * @param path absolute path on this server, or a whole URL out of an answer
   * @typeParam Body the shape the test expects; nothing is checked */
  request<Body>(method: string, path: string, form?: Record<string, string>): Promise<Answer<Body>>
  /** Sends anything else; the account's credentials go along unless `init` has its own. */
  send<Body>(path: string, init?: RequestInit): Promise<Answer<Body>>
}

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const authToken = 'fedcba98765432100123456789abcdef'

/** Starts a server without recognisers (WORKERS=0) in a data directory of its own; it is closed with the test.
 * @param overrides settings by name; everything else has its default, whatever the environment says
 * @param seed rows and recordings to store before the server opens the data directory */
export async function startTestServer(
  t: { after(work: () => Promise<void>): void },
  overrides: RawConfig = {},
  seed?: Seed,
): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'verbatim-server-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true })
  try {
    const url = await chosenDatabase(dataDir)
    if (!url) await placeDatabase(dataDir)
    if (seed) await seedDataDir(dataDir, seed)
    const settings = { ...settingsFor(dataDir), ...(url && { DATABASE_URL: url }), ...overrides }
    const app = await createApp(readConfig(settings), (error) => {
      throw error
    })
    t.after(async () => {
      await app.close(0)
      remove()
    })
    await app.http.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.http.server.address() as AddressInfo
    return { dataDir, accountSid, authToken, ...createClient(`http://127.0.0.1:${port}`) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Every setting by name; an empty text stands for the default. */
function settingsFor(dataDir: string): RawConfig {
  return {
    ...Object.fromEntries(describeConfig().map(({ name }) => [name, ''])),
    DATA_DIR: dataDir,
    WORKERS: '0',
    PORT: '0',
    LOG_LEVEL: 'silent',
    // More than any test sends; the limit has tests of its own.
    RATE_LIMIT: '1000000/1s',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
  }
}

function createClient(baseUrl: string): Pick<TestServer, 'baseUrl' | 'request' | 'send'> {
  const credentials = `Basic ${btoa(`${accountSid}:${authToken}`)}`
  const send = async <Body>(path: string, init: RequestInit = {}): Promise<Answer<Body>> => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', credentials)
    const response = await fetch(new URL(path, baseUrl), { redirect: 'error', ...init, headers })
    const text = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json') && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text || null) as Body,
    }
  }
  return {
    baseUrl,
    send,
    request: (method, path, form) => send(path, { method, ...(form && { body: new URLSearchParams(form) }) }),
  }
}
