// A decoder that works on a few files at a time; further calls wait their turn.
import type { Decoder } from '../../ports/decoder.ts'
import { createTurns } from '../../threads/turns.ts'

/** Lets at most `atOnce` calls through to `decoder`. */
export function limitDecoder(decoder: Decoder, atOnce: number): Decoder {
  const turns = createTurns(atOnce)
  const never = new AbortController().signal
  return { decode: (request) => turns.run(() => decoder.decode(request), request.signal ?? never) }
}
