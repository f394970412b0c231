// Notices a body that keeps coming, but too slowly to be waited for. A pause that ends sooner is no concern of it.

/** What must have come in how long. */
export interface PaceLimits {
  /** Waiting time that is judged at once. Whatever is whole before is never too slow. */
  paceMs: number
  /** Bytes that must have come in it. */
  paceBytes: number
}

/** Passes on the pieces of `body`, timing only the waits for them: whoever takes long to store one is not blamed on the
 * sender.
 * @param now in milliseconds; tests bring a clock of their own
 * @throws an error with {@link tooSlowCode} at the first piece that comes after so much waiting and too few bytes */
export async function* paced(
  body: AsyncIterable<Buffer>,
  { paceMs, paceBytes }: PaceLimits,
  now = () => performance.now(),
): AsyncGenerator<Buffer> {
  let waitedMs = 0
  let bytes = 0
  let sinceMs = now()
  for await (const chunk of body) {
    waitedMs += now() - sinceMs
    bytes += chunk.length
    if (waitedMs >= paceMs) {
      if (bytes < paceBytes) throw Object.assign(new Error('too slow'), { code: tooSlowCode })
      waitedMs = 0
      bytes = 0
    }
    yield chunk
    sinceMs = now()
  }
}

/** Code of the error that ends a body which is too slow. */
export const tooSlowCode = 'ERR_TOO_SLOW'
