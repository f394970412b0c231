// A request that is refused before its body was read: the rest of the body is read and thrown away first. A
// connection closed while the sender still writes is reset, and the reset can overtake the answer (RFC 9112, 9.6).
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** How much of an unwanted body is taken before the connection is closed all the same. */
export interface PatienceLimits {
  bytes: number
  ms: number
}

const usualPatience: PatienceLimits = { bytes: 16 << 20, ms: 5_000 }

/** Makes every answer wait until the request's body has arrived, within `patience`; beyond it the connection ends
 * with the answer. */
export function installUnreadBodies(app: FastifyInstance, patience: PatienceLimits = usualPatience) {
  app.addHook('onSend', async ({ raw, headers }, reply) => {
    if (!hasBody(headers) || raw.readableEnded || raw.destroyed) return
    if (!(await discard(raw, patience))) reply.header('connection', 'close')
  })
}

/** True when a body comes with the request, as its header says (RFC 9112, section 6.3). */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
}

/** Reads to the end of the body; false when it is longer or slower than `patience`, or breaks off. */
function discard(body: IncomingMessage, patience: PatienceLimits): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0
    const finish = (whole: boolean) => {
      clearTimeout(timer)
      body.off('data', count).off('end', end).off('close', breakOff).off('error', breakOff)
      resolve(whole)
    }
    const end = () => finish(true)
    const breakOff = () => finish(false)
    const count = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > patience.bytes) breakOff()
    }
    const timer = setTimeout(breakOff, patience.ms)
    body.on('data', count).on('end', end).on('close', breakOff).on('error', breakOff)
    body.resume()
  })
}
