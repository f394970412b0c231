// Hosts as Linux can make them on one machine: network namespaces, each with a cable of its own to a bridge. A cable that
// is pulled breaks no connection: what is sent is lost, and nobody is told. Needs root and iproute2.
import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A host. */
export interface Host {
  /** What a command begins with to run there. */
  command: readonly string[]
  /** Pulls its cable for so long. */
  unplug(ms: number): void
}

/** Hosts that reach each other, and this process at `address`. */
export interface Network {
  address: string
  hosts: Host[]
  close(): void
}

const PREFIX = '10.231.0'

/** Makes `count` hosts; their names have the number of this process.
 * @throws Error with what `ip` said when this process may not */
export function openNetwork(count: number): Network {
  // Names of devices have at most 15 characters.
  const [id, address] = [`vb${process.pid}`, `${PREFIX}.1`]
  const names = Array.from({ length: count }, (_, n) => `${id}n${n}`)
  const close = () => {
    for (const name of names) tryIp('netns', 'del', name)
    tryIp('link', 'del', id)
  }
  try {
    ip('link', 'add', id, 'type', 'bridge')
    ip('addr', 'add', `${address}/24`, 'dev', id)
    ip('link', 'set', id, 'up')
    for (const [n, name] of names.entries()) addHost(name, id, `${PREFIX}.${n + 2}/24`)
  } catch (error) {
    close()
    throw error
  }
  const hosts = names.map((name) => ({
    command: ['ip', 'netns', 'exec', name],
    unplug(ms: number) {
      ip('link', 'set', name, 'down')
      void sleep(ms, undefined, { ref: false }).then(() => tryIp('link', 'set', name, 'up'))
    },
  }))
  return { address, hosts, close }
}

function addHost(name: string, bridge: string, address: string) {
  ip('netns', 'add', name)
  ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
  ip('link', 'set', name, 'master', bridge, 'up')
  ip('-n', name, 'addr', 'add', address, 'dev', 'eth0')
  for (const device of ['eth0', 'lo']) ip('-n', name, 'link', 'set', device, 'up')
}

function tryIp(...args: string[]) {
  return spawnSync('ip', args, { encoding: 'utf8' })
}

function ip(...args: string[]) {
  const { status, stderr, error } = tryIp(...args)
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}
