// Requests to this server's API: by the cookie of the session, or by the token of an embedded view.

/** An answer that is an error, with Twilio's code. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What may go with a request; `form` is sent as the API's clients do. */
export interface Sending {
  query?: Record<string, string | number | boolean | undefined>
  form?: Record<string, string | number | boolean>
  json?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

let onSignedOut: () => void = () => undefined
/** Says what to do when the server does not know the session any more. */
export function whenSignedOut(work: () => void) {
  onSignedOut = work
}

/** The address of `path` on this server, wherever it lies below its origin. */
export function addressOf(path: string, query: Sending['query'] = {}): string {
  const url = new URL(path, document.baseURI)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return url.href
}

/** The path of an address out of an answer: that may name the server otherwise than this page knows it. */
export function ownPath(address: string): string {
  return address.slice(address.search(/(v2|x\/v1)\//))
}

/** Of an embedded view; kept here and nowhere else, so it goes with the page. */
let viewToken: string | null = null
/** From now on the page asks with the token of an embedded view alone, not as whoever is signed in. */
export function readAs(token: string) {
  viewToken = token
}

/** What tells the server that a page of its own is asking, and for whom. */
export function pageRequest(accept = 'application/json'): { headers: Record<string, string> } & RequestInit {
  const headers = { 'X-Verbatim-Page': '1', Accept: accept }
  if (!viewToken) return { headers }
  return { headers: { ...headers, Authorization: `Bearer ${viewToken}` }, credentials: 'omit' }
}

/** Sends a request and reads its JSON; null when there is none.
 * @typeParam T what the answer looks like; nothing is checked
 * @throws ApiError */
export async function request<T>(method: string, path: string, sending: Sending = {}): Promise<T> {
  const { query, form, json, headers, signal } = sending
  const page = pageRequest()
  const response = await fetch(addressOf(path, query), {
    ...page,
    method,
    headers: {
      ...page.headers,
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(form && { body: new URLSearchParams(Object.entries(form).map(([k, v]) => [k, String(v)])) }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(signal && { signal }),
  })
  const text = await response.text()
  if (!response.ok) throw failureOf(response.status, text)
  return (text ? JSON.parse(text) : null) as T
}

/** Reads a resource. */
export function get<T>(path: string, query?: Sending['query'], signal?: AbortSignal): Promise<T> {
  return request<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) })
}

/** As {@link get}, for what a page can wait for: after too many requests it asks again a little later. */
export async function getPatiently<T>(path: string, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await get<T>(path, {}, signal)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429) throw error
    }
    // Spread out, so that the rows of a list do not all come back at once.
    await new Promise((resolve) => setTimeout(resolve, 1000 + Math.random() * 3000))
    signal.throwIfAborted()
  }
}

/** The error that an answer stands for; a session that is over is noticed here. */
export function failureOf(status: number, text: string): ApiError {
  const { code, message } = parseError(text)
  if (status === 401) onSignedOut()
  return new ApiError(status, code, message || `The server answered ${status}`)
}

function parseError(text: string): { code: number; message: string } {
  try {
    const { code = 0, message = '' } = JSON.parse(text)
    return { code, message }
  } catch {
    return { code: 0, message: '' }
  }
}

/** What to tell a person about a failure. */
export function explain(error: unknown): string {
  if (error instanceof ApiError) return error.code ? `${error.message} (${error.code})` : error.message
  if (error instanceof TypeError) return 'The server can not be reached'
  return error instanceof Error ? error.message : String(error)
}
