// Can the rules for addresses be read, and do they leave anything forbidden? Nothing is sent.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseAllowList } from '../adapters/fetcher-safe/allow-list.ts'
import type { Config } from '../config.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const network = findingsOf('network')
const authorities = findingsOf('authorities')
const upstream = findingsOf('upstream')

/** The part of the configuration that this is about. */
type Settings = Pick<
  Config,
  'NETWORK_ALLOW' | 'WEBHOOK_CA' | 'UPSTREAM_TWILIO_ACCOUNT_SID' | 'UPSTREAM_TWILIO_AUTH_TOKEN'
>

/** Looks at NETWORK_ALLOW, WEBHOOK_CA and the account of an upstream. */
export function checkNetwork(config: Settings): Finding[] {
  const { UPSTREAM_TWILIO_ACCOUNT_SID: sid, UPSTREAM_TWILIO_AUTH_TOKEN: token } = config
  const half = !sid !== !token
  const mend = 'set both UPSTREAM_TWILIO_ACCOUNT_SID and UPSTREAM_TWILIO_AUTH_TOKEN, or neither'
  return [
    checkAllowList(config.NETWORK_ALLOW),
    ...(config.WEBHOOK_CA ? [checkAuthorities(config.WEBHOOK_CA)] : []),
    ...(half ? [upstream.problem('half of the upstream account is set', mend)] : []),
  ]
}

function checkAllowList(entries: readonly string[]): Finding {
  if (entries.length === 0) {
    return network.ok(
      'recordings and webhooks may be at public addresses only; NETWORK_ALLOW adds private ones',
    )
  }
  try {
    const { ranges } = parseAllowList(entries)
    const wide = ranges.some(([, bits]) => bits === 0)
    if (wide) {
      const detail = 'NETWORK_ALLOW opens every private address to whoever may create a transcript'
      return network.warning(detail, 'name the hosts and networks that are needed')
    }
    return network.ok(`allowed although private: ${entries.join(', ')}`)
  } catch (error) {
    return network.problem(messageOf(error), 'write hosts, addresses and CIDRs, comma-separated')
  }
}

function checkAuthorities(path: string): Finding {
  try {
    const blocks = readFileSync(path, 'utf8').match(
      /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
    )
    if (!blocks)
      return authorities.problem(`WEBHOOK_CA: there is no certificate in ${path}`, 'it must be PEM')
    const over = blocks.filter((pem) => new X509Certificate(pem).validToDate < new Date()).length
    return over > 0
      ? authorities.warning(`${over} of ${blocks.length} certificates in ${path} have expired`, 'renew them')
      : authorities.ok(`${blocks.length} more from ${path}`)
  } catch (error) {
    return authorities.problem(`WEBHOOK_CA: ${messageOf(error)}`, 'it must be a PEM file that can be read')
  }
}
