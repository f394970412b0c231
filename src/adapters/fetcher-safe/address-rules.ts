// Which URLs, addresses and ports may be reached: pure rules, no network. The connector applies them to every
// connection; refusing a URL by its text alone only makes the error come sooner.
import ipaddr from 'ipaddr.js'
import { type IpAddress, inRanges, parseAddress, parseAllowList, withoutFinalDot } from './allow-list.ts'

/** Where a connection is to go: host as the URL parser wrote it, without brackets. */
export interface Target {
  hostname: string
  port: number
}

/** The guard's decisions. */
export interface AddressRules {
  /** Why `url` is refused by its text alone, as a clause without subject; null when only its addresses, once
   * resolved, can tell, or nothing speaks against it. */
  refusal(url: URL): string | null
  /** Whether a connection made for `target` may go to `address`. */
  permits(target: Target, address: string): boolean
}

/** Both loopback addresses: what every localhost name stands for (RFC 6761 section 6.3). */
const loopbackAddresses = ['127.0.0.1', '::1'] as const

/** The ports open to every public host (speech-and-media section 7). */
export const standardPorts: readonly number[] = [80, 443]

const globalUnicast = ipaddr.IPv6.parse('2000::')
/** Public by its number, yet it is the metadata and agent service inside every Azure machine. */
const azureWireServer = ipaddr.IPv4.parse('168.63.129.16')

/** Makes the rules (speech-and-media section 7).
 * @param allow entries of NETWORK_ALLOW
 * @param openPorts ports that need no entry in `allow`
 * @throws Error when an entry of `allow` is malformed */
export function createAddressRules(allow: readonly string[], openPorts = standardPorts): AddressRules {
  const { hosts, ranges } = parseAllowList(allow)
  const isListed = (hostname: string) => hosts.has(withoutFinalDot(hostname))

  const permits: AddressRules['permits'] = ({ hostname, port }, address) => {
    const ip = parseAddress(address)
    if (!ip) return false
    if (isListed(hostname) || inRanges(ip, ranges)) return true
    return openPorts.includes(port) && isPublic(ip)
  }
  const refusal: AddressRules['refusal'] = (url) => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'is not an http or https address'
    const target = targetOf(url)
    const known = knownAddresses(target.hostname)
    if (known) {
      const reachable = known.some((address) => permits(target, address))
      return reachable ? null : 'names an address or port that may not be reached (NETWORK_ALLOW)'
    }
    // A name may still resolve into a listed range, where every port is open.
    const mayBeOpen = openPorts.includes(target.port) || isListed(target.hostname) || ranges.length > 0
    return mayBeOpen ? null : 'names a port other than 80 and 443 (NETWORK_ALLOW)'
  }
  return { refusal, permits }
}

/** The host and port that a connection for `url` goes to. */
function targetOf(url: URL): Target {
  const standard = url.protocol === 'https:' ? 443 : 80
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { hostname, port: url.port === '' ? standard : Number(url.port) }
}

/** The addresses of a host that needs no resolver: a literal, or a localhost name; null for any other name. */
export function knownAddresses(hostname: string): readonly string[] | null {
  if (/(^|\.)localhost$/i.test(withoutFinalDot(hostname))) return loopbackAddresses
  return parseAddress(hostname) ? [hostname] : null
}

function isPublic(ip: IpAddress): boolean {
  // NAT64, 6to4 and Teredo carry an IPv4 address inside; ipaddr.js gives each a range name of its own.
  if (ip.range() !== 'unicast') return false
  if (ip instanceof ipaddr.IPv4) return !ip.match(azureWireServer, 32)
  return ip.match(globalUnicast, 3)
}
