// Tells a webhook that a transcript is ready.
import type { Transcript } from '../domain/transcript.ts'
import type { DeliveryAttempt } from '../domain/webhook-delivery.ts'

/** One notification. `token` is the same over all attempts of one event; `attempt` is the number of the next one,
 * from 1. Once `signal` aborts no call is begun any more. */
export interface Notification {
  url: string
  method: 'GET' | 'POST'
  transcript: Transcript
  token: string
  attempt: number
  signal?: AbortSignal
}

/** Delivers notifications. */
export interface Notifier {
  /** Resolves when the receiver answered 2xx. One call makes one attempt, or as many as the URL itself asks for.
   * @param onAttempt hears of each attempt and is waited for
   * @throws VerbatimError webhookRefused, webhookTimedOut; `retryable` says if another call is due;
   *   what the signal was aborted with */
  notify(notification: Notification, onAttempt: (attempt: DeliveryAttempt) => Promise<void>): Promise<void>
}
