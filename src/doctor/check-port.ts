// Is the port free for a server, or does one of ours answer on it already?
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../config.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const { ok, warning, problem } = findingsOf('port')
const ANSWER_MS = 5000

/** Asks whoever answers on HOST and PORT; tries the port out only when nobody does. */
export async function checkPort({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<Finding> {
  if (PORT === 0) return ok('any free one')
  const host =
    HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '[::1]' : HOST.includes(':') ? `[${HOST}]` : HOST
  const base = `http://${host}:${PORT}`
  const health = await ask(`${base}/healthz`)
  if (!health) return tryOut(HOST, PORT)
  if (health.status !== 200 || !/"status":"ok"/.test(health.body)) return taken(PORT)
  const ready = await ask(`${base}/readyz`)
  if (ready?.status === 200) return ok(`a verbatim server answers at ${base} and is ready`)
  const reason = /"message":"([^"]*)"/.exec(ready?.body ?? '')?.[1] ?? 'it does not say why'
  return warning(`a verbatim server answers at ${base} but is not ready: ${reason}`, 'look at its log')
}

async function ask(url: string): Promise<{ status: number; body: string } | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
    return { status: response.status, body: await response.text() }
  } catch {
    return null
  }
}

async function tryOut(host: string, port: number): Promise<Finding> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
    return ok(`${port} on ${host} is free`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return taken(port)
    if (code === 'EACCES')
      return problem(`port ${port} may not be used by this user`, 'set PORT to 1024 or more')
    return problem(`${host}:${port} can not be listened on: ${messageOf(error)}`, 'check HOST and PORT')
  } finally {
    server.close()
  }
}

function taken(port: number): Finding {
  return problem(`port ${port} is taken by another program`, 'stop it, or set PORT to a free one')
}
