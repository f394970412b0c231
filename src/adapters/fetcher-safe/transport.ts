// One HTTP exchange over a guarded connection: no redirects, no pooling of connections, no cookies, no proxy.
import { Agent, type buildConnector, type Dispatcher } from 'undici'

/** One request. Credentials and fragment of `url` are not sent. */
export interface Call {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  signal: AbortSignal
  /** 0 = `signal` alone limits it. */
  headersMs: number
  /** 0 = `signal` alone limits it. */
  idleMs: number
}

/** A response whose header is complete and whose body still flows. */
export type OpenResponse = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>

/** Sends requests, each on a connection of its own. */
export interface Transport {
  /** @throws undici's or the socket's error, or the signal's reason */
  open(call: Call): Promise<OpenResponse>
  /** Breaks off whatever still runs. */
  close(): Promise<void>
}

/** Makes a transport over `connect`. */
export function createTransport(connect: buildConnector.connector): Transport {
  const agent = new Agent({ connect, pipelining: 0 })
  return {
    async open({ url, headersMs, idleMs, signal, body = null, ...call }) {
      const { origin, pathname, search } = url
      const named = Object.keys(call.headers).some((name) => name.toLowerCase() === 'user-agent')
      const headers = named ? call.headers : { ...call.headers, 'user-agent': 'Verbatim' }
      const response = await orAborted(
        agent.request({
          ...call,
          origin,
          path: pathname + search,
          headers,
          body,
          signal,
          headersTimeout: headersMs,
          bodyTimeout: idleMs,
        }),
        signal,
      )
      // Whoever leaves a body unread destroys it, which emits an error nobody else waits for.
      response.body.on('error', () => undefined)
      return response
    },
    close: () => agent.destroy(),
  }
}

/** First value of a response header, null when absent. */
export function headerOf(response: Pick<OpenResponse, 'headers'>, name: string): string | null {
  const value = response.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** undici heeds a signal only once connected; this gives up at once. */
function orAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
