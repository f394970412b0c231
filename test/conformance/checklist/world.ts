// What the checklist needs around the server: accounts, keys, recordings, a webhook receiver, and a few calls that
// were transcribed beforehand, since that is what takes time. start-world.ts makes it.
import type { FileServer } from '../../../src/testing/file-server.ts'
import type { ServerProcess } from '../../../src/testing/server-process.ts'
import type { WebhookReceiver } from '../../../src/testing/webhook-receiver.ts'

/** A parsed body: whatever came over the wire. */
export type Json = ReturnType<typeof JSON.parse>

/** Credentials of one caller. */
export interface Login {
  user: string
  password: string
}

/** A transcribed call with the Service it was made under. */
export interface PreparedCall {
  transcript: Json
  service: Json
  /** Sid of the custom PhraseMatching operator that ran on it. */
  operatorSid: string
}

/** Everything around the server under test. */
export interface World {
  server: ServerProcess
  folder: string
  files: FileServer
  hooks: WebhookReceiver
  /** The installation's first account. */
  main: Login
  /** Another account. */
  other: Login
  /** Keys of the main account. */
  keys: { full: Login; readOnly: Login; redactedOnly: Login }
  /** The first ten seconds of the sample call, stereo. */
  shortCallUrl: string
  /** The same, channel 1 only. */
  monoCallUrl: string
  plain: PreparedCall
  /** With AutoRedaction and MediaRedaction. */
  redacted: PreparedCall
  /** Encrypted for `privateKey`, with AutoRedaction. */
  encrypted: PreparedCall
  /** PEM. */
  privateKey: string
  close(): Promise<void>
}

/** Requests per second that the server of the checklist allows an account. */
export const RATE_LIMIT = 500
