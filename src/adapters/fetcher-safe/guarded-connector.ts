// Opens sockets for undici, only to permitted addresses. Name resolution happens here and nowhere else, so a
// name cannot point elsewhere between the check and the connection (DNS rebinding).
import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { SecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import { type AddressRules, knownAddresses, type Target } from './address-rules.ts'
import { addressRefusedCode } from './network-failure.ts'

/** Resolves a name to all its addresses. */
export type LookupAll = (hostname: string) => Promise<LookupAddress[]>

/** What a connector needs. */
export interface GuardedConnectorOptions {
  rules: AddressRules
  lookup: LookupAll
  /** For resolving, connecting and the TLS handshake together. */
  connectMs: number
  /** Set when more authorities than Node's own are trusted. */
  secureContext: SecureContext | undefined
}

/** Makes undici's `connect` function (speech-and-media section 7): refuses literals that are not permitted, and
 * names of which any answer is not; hands exactly the checked answers to the socket; checks the peer again. */
export function createGuardedConnector(options: GuardedConnectorOptions): buildConnector.connector {
  const { rules, connectMs, secureContext } = options
  return (request, callback) => {
    const { hostname, protocol, port } = request
    const target = { hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) }
    if (isIP(hostname) !== 0 && !rules.permits(target, hostname)) {
      queueMicrotask(() => callback(connectError(addressRefusedCode), null))
      return
    }
    const connect = buildConnector({
      timeout: connectMs,
      allowH2: false,
      maxCachedSessions: 0,
      rejectUnauthorized: true,
      lookup: guardedLookup(target, options),
      ...(secureContext && { secureContext }),
    })
    connect(request, (error, socket) => {
      if (error) return callback(error, null)
      const peer = socket.remoteAddress
      if (peer !== undefined && rules.permits(target, peer)) return callback(null, socket)
      socket.destroy()
      callback(connectError(peer === undefined ? 'ECONNRESET' : addressRefusedCode), null)
    })
  }
}

function guardedLookup(target: Target, options: GuardedConnectorOptions): LookupFunction {
  return (_hostname, { all }, callback) => {
    resolvePermitted(target, options).then(
      (answers) => (all ? callback(null, answers) : callback(null, answers[0]!.address, answers[0]!.family)),
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

/** @returns at least one address; throws rather than drop a single one that is not permitted, because a mixed
 * answer is how a hostile name server gets a second try */
async function resolvePermitted(target: Target, options: GuardedConnectorOptions): Promise<LookupAddress[]> {
  const { rules, lookup } = options
  const permitted = ({ address }: { address: string }) => rules.permits(target, address)
  const known = knownAddresses(target.hostname)
  // Localhost names never meet a name server: of the two loopback addresses those listed are meant.
  const answers = known
    ? known.map((address) => ({ address, family: isIP(address) })).filter(permitted)
    : await lookup(target.hostname)
  if (known && answers.length === 0) throw connectError(addressRefusedCode)
  if (answers.length === 0) throw connectError('ENOTFOUND')
  if (!answers.every(permitted)) throw connectError(addressRefusedCode)
  return answers
}

/** Never give these a code of UND_ERR_SOCKET or UND_ERR_INFO: undici would connect again by itself. */
function connectError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error('no connection was made'), { code })
}
