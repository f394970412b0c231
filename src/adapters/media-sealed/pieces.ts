// Bytes as they come, cut anew into pieces of one size.

/** Pieces of exactly `size` bytes; the last one may be shorter. */
export async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let held = 0
  for await (let chunk of source) {
    while (held + chunk.length >= size) {
      const cut = size - held
      yield Buffer.concat([...waiting, chunk.subarray(0, cut)], size)
      chunk = chunk.subarray(cut)
      waiting = []
      held = 0
    }
    if (chunk.length > 0) waiting.push(chunk)
    held += chunk.length
  }
  if (held > 0) yield Buffer.concat(waiting, held)
}
