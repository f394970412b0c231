// NETWORK_ALLOW as data: hosts, addresses and CIDR ranges. Parsing only; what they open is in address-rules.ts.
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A parsed address. IPv4-mapped IPv6 addresses are always held as IPv4. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6

/** NETWORK_ALLOW after parsing. `hosts` are lower-case ASCII without a trailing dot. */
export interface AllowList {
  hosts: ReadonlySet<string>
  /** Network address and prefix length in bits. */
  ranges: readonly (readonly [IpAddress, number])[]
}

/** Reads the entries of NETWORK_ALLOW (interface, Configuration).
 * @throws Error naming the first entry that is no host name, IP address or CIDR range */
export function parseAllowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>()
  const ranges: [IpAddress, number][] = []
  for (const entry of entries) {
    const range = parseRange(entry.trim())
    const host = range ? null : parseHost(entry.trim())
    if (range) ranges.push(range)
    else if (host) hosts.add(host)
    else throw new Error(`NETWORK_ALLOW: "${entry}" is not a host name, an IP address or a CIDR range`)
  }
  return { hosts, ranges }
}

/** Parses an address written in full, IPv4-mapped ones as IPv4; null when `text` is none. */
export function parseAddress(text: string): IpAddress | null {
  // ipaddr.js alone also reads short, octal and hexadecimal spellings, so "10" would be 0.0.0.10.
  return isIP(text) !== 0 && ipaddr.isValid(text) ? ipaddr.process(text) : null
}

/** True when `address` lies in one of `ranges`; families never match each other. */
export function inRanges(address: IpAddress, ranges: AllowList['ranges']): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

/** A name without the dot that only marks it as absolute. */
export function withoutFinalDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function parseRange(entry: string): [IpAddress, number] | null {
  const [, text = '', prefix] = /^\[?([^/[\]]+)\]?(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const network = parseAddress(text)
  if (!network) return null
  const mappedBits = network.kind() === 'ipv4' && isIP(text) === 6 ? 96 : 0
  const maxBits = network.kind() === 'ipv4' ? 32 : 128
  const bits = prefix === undefined ? maxBits : Number(prefix) - mappedBits
  return bits >= 0 && bits <= maxBits ? [network, bits] : null
}

function parseHost(entry: string): string | null {
  if (!/^[^\s/:?#@%*\\[\]]+$/.test(entry)) return null
  const hostname = URL.parse(`http://${entry}/`)?.hostname
  // A name the URL parser reads as a number is a mistyped address, not a host.
  if (!hostname || isIP(hostname) !== 0) return null
  return withoutFinalDot(hostname)
}
