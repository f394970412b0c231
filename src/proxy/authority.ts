// The `host:port` that a proxy is asked for (RFC 9110 section 7.2): reading and writing it.

/** Where a client wants to go. */
export interface Authority {
  /** Lower case, without a final dot; an IPv6 address without brackets. */
  hostname: string
  port: number
}

/** Reads `host:port`, or `host` when `defaultPort` is given. Null when it is neither. */
export function parseAuthority(text: string, defaultPort?: number): Authority | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?$/i.exec(text)
  const hostname = (match?.[1] ?? match?.[2] ?? '').toLowerCase().replace(/\.$/, '')
  const port = match?.[3] === undefined ? defaultPort : Number(match[3])
  if (hostname === '' || port === undefined || port < 1 || port > 65535) return null
  return { hostname, port }
}

/** Writes it as it stands in a URL or a CONNECT request. */
export function formatAuthority({ hostname, port }: Authority): string {
  return `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
}
