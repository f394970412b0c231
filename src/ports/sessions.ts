// Who sits at the viewer: sessions behind a cookie, and links that open one session each.
import type { Caller } from '../domain/account.ts'

/** A text that opens something until `expires`. It is told once; only its hash is kept. */
export interface SessionToken {
  token: string
  expires: Date
}

/** Opens and ends sessions. None outlives the secret that it was opened with. */
export interface Sessions {
  /** A session of `caller`; null when its account or key is gone. */
  open(caller: Caller): Promise<SessionToken | null>
  /** On whose behalf the holder of a session acts, with the scope its key has now; null for anything else. */
  callerOf(token: string): Promise<(Caller & { expires: Date }) | null>
  /** Ends a session; unknown ones are no error. */
  end(token: string): Promise<void>
  /** A link's text, good for ten minutes and one session of `caller`. */
  makeLink(caller: Caller): Promise<SessionToken | null>
  /** Turns a link's text into a session; null when it was used, has expired or never was. */
  useLink(token: string): Promise<SessionToken | null>
}
