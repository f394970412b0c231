// What the user lets through untouched: the values of `--tunnel`. Pure.
import { type Authority, parseAuthority } from './authority.ts'

/** The read values. */
export interface TunnelList {
  /** Whether the place was given by name; that wins over answering for it. */
  names(place: Authority): boolean
  /** Whether everything may pass that the proxy does not answer for (`*`). */
  readonly everything: boolean
}

/** The ports that a host given without one may be reached on. */
const standardPorts: readonly number[] = [80, 443]

/** Reads `host` (ports 80 and 443), `host:port` and `*`.
 * @throws Error naming the value that is none of these */
export function parseTunnels(values: readonly string[]): TunnelList {
  const named = new Set<string>()
  const key = ({ hostname, port }: Authority) => `${hostname} ${port}`
  for (const value of values.filter((one) => one !== '*')) {
    const places = standardPorts.map((port) => parseAuthority(value, port))
    for (const place of places) {
      if (!place) throw new Error(`tunnel "${value}": must be host, host:port or *`)
      named.add(key(place))
    }
  }
  return { names: (place) => named.has(key(place)), everything: values.includes('*') }
}
