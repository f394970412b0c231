// A relay between a program and PostgreSQL that counts the statements that pass, by kind. It reads the protocol and
// changes nothing.

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** Statements that passed. `polls` asked for a job and got none, `claims` got one; `flushes` are commits of
 * transactions that changed rows; `others` is the rest, begin and commit included. */
export interface WireCounts {
  polls: number
  claims: number
  others: number
  flushes: number
}

/** A relay that listens. */
export interface WireCounter {
  port: number
  counts: WireCounts
  /** Connections open now. */
  connections(): number
  close(): void
}

/** Starts a relay to the Unix socket at `path`. */
export async function startWireCounter(path: string): Promise<WireCounter> {
  const counts: WireCounts = { polls: 0, claims: 0, others: 0, flushes: 0 }
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const backend = connect(path)
    open.add(client)
    const watch = watchSession(counts)
    client.on('data', messages(watch.sent, 'startup first'))
    backend.on('data', messages(watch.answered))
    client.pipe(backend)
    backend.pipe(client)
    for (const [one, other] of [
      [client, backend],
      [backend, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(client)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, counts, connections: () => open.size, close: () => server.close() }
}

/** Follows one session: what it asks, and by the tags of the answers what came of it. */
function watchSession(counts: WireCounts) {
  const named = new Map<string, string>()
  const asked: string[] = []
  let changed = false
  const count = (text: string, tag: string) => {
    const rows = Number(tag.split(' ').at(-1))
    const changes = /\b(insert|update|delete)\b/i.test(text) && rows > 0
    if (/skip locked/i.test(text) && /started_on/i.test(text)) counts[changes ? 'claims' : 'polls']++
    else counts.others++
    if (tag === 'BEGIN') changed = false
    else if (changes) changed = true
  }
  return {
    sent(type: string, body: Buffer) {
      const [first = '', second = ''] = body.toString('latin1').split('\0', 2)
      if (type === 'P') named.set(first, second)
      // Of a bind the first string is the portal, the second the statement.
      if (type === 'B') asked.push(named.get(second) ?? '')
      if (type === 'Q') asked.push(first)
    },
    answered(type: string, body: Buffer) {
      if (type === 'C') count(asked[0] ?? '', body.toString('latin1').replace('\0', ''))
      if (type !== 'Z') return
      asked.length = 0
      // I: no transaction is open any more.
      if (changed && String.fromCharCode(body[0] ?? 0) === 'I') counts.flushes++
      if (String.fromCharCode(body[0] ?? 0) === 'I') changed = false
    },
  }
}

/** Cuts a stream into messages: a letter, a length that counts itself, a body. The first one sent has no letter. */
function messages(take: (type: string, body: Buffer) => void, start?: 'startup first') {
  let left = Buffer.alloc(0)
  let letter = start ? 0 : 1
  return (data: Buffer) => {
    left = Buffer.concat([left, data])
    while (left.length >= letter + 4) {
      const end = letter + left.readInt32BE(letter)
      if (left.length < end) return
      if (letter) take(String.fromCharCode(left[0]!), left.subarray(5, end))
      left = left.subarray(end)
      letter = 1
    }
  }
}
