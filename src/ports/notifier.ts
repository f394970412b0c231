// Tells a webhook that a transcript is ready.
import type { Transcript } from '../domain/transcript.ts'

/** One notification. `token` is the same over all attempts of one event. */
export interface Notification {
  url: string
  method: 'GET' | 'POST'
  transcript: Transcript
  token: string
}

/** Delivers notifications. */
export interface Notifier {
  /** Resolves when the receiver answered 2xx.
   * @throws VerbatimError webhookRefused, webhookTimedOut; `retryable` says if another attempt is due */
  notify(notification: Notification): Promise<void>
}
