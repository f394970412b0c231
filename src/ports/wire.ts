// Short messages between the processes of an installation. They are lost when nobody listens or the wire is down:
// nothing may depend on one.
import type { Progress } from '../domain/progress.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** How far runs are, which runs ended, and which are to stop. */
export type WireMessage =
  | { kind: 'progress'; runs: [TranscriptSid, Progress][] }
  | { kind: 'ended'; runs: TranscriptSid[] }
  | { kind: 'stop'; runs: TranscriptSid[] }

/** The wire as one process has it. */
export interface Wire {
  /** Tells all other processes. Neither waits nor throws. */
  send(message: WireMessage): void
  /** Hears the messages of others, not those of this process. */
  onMessage(hear: (message: WireMessage) => void): void
}

/** A wire to nobody. */
export const deadWire: Wire = { send: () => undefined, onMessage: () => undefined }
