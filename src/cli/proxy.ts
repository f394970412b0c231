// The command `verbatim proxy`: its flags, what it says, how it stops.
import { join, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { readConfig } from '../config.ts'
import { formatAuthority } from '../proxy/authority.ts'
import { parseTunnels } from '../proxy/tunnel-list.ts'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'

interface Flags {
  host: string
  port: number
  target?: URL
  tunnel?: string[]
  dataDir?: string
  json?: true
}

/** Makes the command. It listens until it gets SIGINT or SIGTERM; stdout gets the two lines that a program's
 * environment needs, stderr everything else. */
export function proxyCommand(): Command {
  return createCommand('proxy')
    .description('stand in for intelligence.twilio.com, so that programs use a Verbatim server unchanged')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', parsePort, 4011)
    .option('--target <url>', 'the Verbatim server (default: from HOST and PORT)', parseTarget)
    .option('--tunnel <host[:port]>', 'let this through untouched; may be repeated; * = all', addTunnel)
    .option('--data-dir <folder>', 'where the certificate authority is kept (default: DATA_DIR)')
    .option('--json', 'print the environment as JSON')
    .addHelpText('after', '\nExample:\n  verbatim proxy --tunnel api.twilio.com')
    .action(async (flags: Flags) => {
      try {
        await run(flags)
      } catch (error) {
        fail(error)
      }
    })
}

async function run(flags: Flags): Promise<void> {
  const { DATA_DIR, HOST, PORT } = readConfig(flags.dataDir === undefined ? {} : { DATA_DIR: flags.dataDir })
  const target =
    flags.target ?? new URL(`http://${formatAuthority({ hostname: reachable(HOST), port: PORT })}`)
  const { openCertificateAuthority } = await import('../proxy/certificate-authority.ts')
  const { startProxy } = await import('../proxy/proxy.ts')
  const authority = openCertificateAuthority(resolve(join(DATA_DIR, 'proxy')), Date.now)
  const tunnels = parseTunnels(flags.tunnel ?? [])
  const proxy = await startProxy({ ...flags, target, tunnels, authority, report: say })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void proxy.close().then(() => process.exit(0)))
  }
  const { hostname, port } = proxy.address
  if (authority.isNew) say('A certificate authority was made, for names under twilio.com only')
  if (!/^127\.|^::1$/.test(hostname)) say('Other machines can reach this proxy; it asks them for nothing')
  say(`Verbatim's proxy listens on ${formatAuthority(proxy.address)} and answers through ${target.origin}`)
  say('Ctrl-C stops it. Give these to the program that is to use it:')
  const environment = {
    HTTP_PROXY: `http://${formatAuthority({ hostname: reachable(hostname), port })}`,
    NODE_EXTRA_CA_CERTS: authority.certificateFile,
  }
  process.stdout.write(flags.json ? `${JSON.stringify(environment)}\n` : exportLines(environment))
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function exportLines(environment: Record<string, string>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('')
}

/** As a POSIX shell reads it. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}

/** An address that a client on this machine can use for one to listen on. */
function reachable(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a number up to 65535.')
  return port
}

function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.username !== '') {
    throw new InvalidArgumentError('It must be an http or https address.')
  }
  return url
}

function addTunnel(text: string, before: string[] = []): string[] {
  try {
    parseTunnels([text])
  } catch {
    throw new InvalidArgumentError('It must be host, host:port or *.')
  }
  return [...before, text]
}
