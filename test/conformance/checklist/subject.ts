// What the checklist is checked on: a real server with a real recogniser, its accounts and keys, calls it has
// transcribed, a place for recordings and one for webhooks. Every answer is judged by the contract on the way.
import { createHash } from 'node:crypto'
import twilio from 'twilio'
import type { Answer } from '../../../src/testing/test-server.ts'
import { assertAllowed } from './contract-answers.ts'
import type { Json, Login, World } from './world.ts'

export type { Json, Login } from './world.ts'

/** How a request is sent; everything but a form is as for fetch. */
export interface CallOptions {
  form?: Record<string, string>
  login?: Login | null
  headers?: Record<string, string>
  body?: RequestInit['body']
}

/** One server under test, seen through one address. */
export interface Subject {
  baseUrl: string
  world: World
  /** Sends a request; its answer has been judged by the contract. The main account's token goes along unless
   * `login` says otherwise; null sends none.
   * @param path on the server, or a whole address out of an answer */
  call<Body = Json>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>
  /** The official SDK's Intelligence v2 for the main account. */
  sdk: ReturnType<typeof twilio>['intelligence']['v2']
  /** A fresh Service of the main account; `form` in PascalCase. */
  service(form?: Record<string, string>): Promise<Json>
  /** Creates a transcript of `mediaUrl` (a 10 s call by default) under a Service and waits for its end. */
  transcribe(
    serviceSid: string,
    options?: { mediaUrl?: string; form?: Record<string, string> },
  ): Promise<Json>
  /** Waits for the end of a transcript; returns it. */
  finished(sid: string): Promise<Json>
}

/** A name that no test has used. */
export function freshName(): string {
  return `name-${createHash('sha256').update(String(Math.random())).digest('hex').slice(0, 16)}`
}

/** The server of `world` through `baseUrl`: its own address, or that of a proxy in front of it. */
export function createSubject(world: World, baseUrl: string): Subject {
  const client = twilio(world.main.user, world.main.password)
  client.intelligence.baseUrl = baseUrl
  const call: Subject['call'] = async (method, path, { form, login, headers, body } = {}) => {
    const url = new URL(path, baseUrl)
    const { user, password } = login ?? world.main
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(login !== null && { authorization: `Basic ${btoa(`${user}:${password}`)}` }),
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form) } : body !== undefined && { body }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    const text = isJson ? bytes.toString('utf8') : ''
    assertAllowed({ method, path: url.pathname }, { status: response.status, text })
    const parsed = isJson && text !== '' ? JSON.parse(text) : bytes.length > 0 ? bytes : null
    return { status: response.status, headers: response.headers, body: parsed }
  }
  const finished = async (sid: string) => {
    for (;;) {
      const { body } = await call('GET', `/v2/Transcripts/${sid}`)
      if (!['queued', 'in-progress'].includes(body.status)) return body
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return {
    baseUrl,
    world,
    call,
    sdk: client.intelligence.v2,
    finished,
    async service(form = {}) {
      const { body } = await call('POST', '/v2/Services', { form: { UniqueName: freshName(), ...form } })
      return body
    },
    async transcribe(serviceSid, { mediaUrl = world.shortCallUrl, form = {} } = {}) {
      const Channel = JSON.stringify({ media_properties: { media_url: mediaUrl } })
      const { body } = await call('POST', '/v2/Transcripts', {
        form: { ServiceSid: serviceSid, Channel, ...form },
      })
      return finished(body.sid)
    },
  }
}
