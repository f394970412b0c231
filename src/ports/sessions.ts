// Who sits at the viewer: sessions behind a cookie, and links that open one session each.
import type { Caller } from '../domain/account.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** A text that opens something until `expires`. It is told once; only its hash is kept. */
export interface SessionToken {
  token: string
  expires: Date
}

/** What the holder of an embedded view may read: one transcript, and of it the redacted form unless `spoken`. */
export interface EmbedGrant {
  transcriptSid: TranscriptSid
  spoken: boolean
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
  /** A text, good for ten minutes, that opens one embedded view with the right of `caller`; null as in `open`. */
  makeEmbedLink(caller: Caller, grant: EmbedGrant): Promise<SessionToken | null>
  /** Turns that text into one for reading, good for an hour; null when it was used, has expired or never was. */
  useEmbedLink(token: string): Promise<(SessionToken & EmbedGrant) | null>
  /** On whose behalf an embedded view reads, never with more right than its grant; null for anything else. */
  readerOf(token: string): Promise<(Caller & EmbedGrant & { expires: Date }) | null>
}
