// Who is signed in. The cookie itself is out of reach of this page.
import { signal } from '@preact/signals'
import { request, whenSignedOut } from './api.ts'
import type { Session } from './wire.ts'

/** The session; undefined while that is not known yet, null when nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined)
whenSignedOut(() => {
  session.value = null
})

/** Finds out who is signed in; a link in the address signs in first, and leaves the address. */
export async function loadSession(): Promise<void> {
  const link = /^#link=([0-9a-f]+)$/.exec(location.hash)?.[1]
  if (link) {
    history.replaceState(null, '', location.pathname + location.search)
    try {
      session.value = await request<Session>('POST', 'x/v1/Session', { json: { link } })
      return
    } catch {
      // Used or expired; there may be a session all the same.
    }
  }
  session.value = await request<Session | null>('GET', 'x/v1/Session').catch(() => null)
}

/** Signs in. @throws ApiError */
export async function signIn(sid: string, secret: string): Promise<void> {
  session.value = await request<Session>('POST', 'x/v1/Session', { json: { sid, secret } })
}

/** Signs out, here and on the server. */
export async function signOut(): Promise<void> {
  await request('DELETE', 'x/v1/Session').catch(() => undefined)
  session.value = null
}
