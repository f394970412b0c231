// Headers that concern two neighbours only are not passed on (RFC 9110 section 7.6.1).

/** What a proxy consumes itself. `Expect` too: the server class has already told the client to go on. */
const hopByHop = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]

/** Names and values in turn, as Node gives and takes raw headers. */
export type RawHeaders = readonly string[]

/** The headers without those for one hop, in the order and spelling they came in. Transfer-Encoding stays: Node
 * reads it as the wish to frame the body in chunks, and does so itself. */
export function endToEndHeaders(raw: RawHeaders): string[] {
  const pairs = pairsOf(raw)
  const listed = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((one) => one.trim().toLowerCase()))
  const dropped = new Set([...hopByHop, ...listed])
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat()
}

function pairsOf(raw: RawHeaders): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i]!, raw[2 * i + 1]!])
}
