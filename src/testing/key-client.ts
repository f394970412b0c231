// Clients with credentials other than the test server's own: keys of its account, and other accounts.
import assert from 'node:assert/strict'
import type { KeyScope } from '../domain/account.ts'
import type { TestServer } from './test-server.ts'

/** A client that sends its own credentials. */
export type Client = Pick<TestServer, 'request' | 'send'>

/** Requests to `server` as `user`. */
export function clientOf({ send }: Pick<TestServer, 'send'>, user: string, password: string): Client {
  const authorization = `Basic ${btoa(`${user}:${password}`)}`
  const sendAs: Client['send'] = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', authorization)
    return send(path, { ...init, headers })
  }
  return {
    send: sendAs,
    request: (method, path, form) =>
      sendAs(path, { method, ...(form && { body: new URLSearchParams(form) }) }),
  }
}

/** Makes a key of the server's account. */
export async function makeKey(server: TestServer, scope: KeyScope): Promise<Client> {
  const form = { FriendlyName: `a ${scope} key`, Scope: scope }
  const { status, body } = await server.request<{ sid: string; secret: string }>('POST', '/x/v1/Keys', form)
  assert.equal(status, 201)
  return clientOf(server, body.sid, body.secret)
}

/** Makes another account. */
export async function makeAccount(server: TestServer): Promise<Client & { accountSid: string }> {
  const { status, body } = await server.request<{ sid: string; auth_token: string }>('POST', '/x/v1/Accounts')
  assert.equal(status, 201)
  return { accountSid: body.sid, ...clientOf(server, body.sid, body.auth_token) }
}
