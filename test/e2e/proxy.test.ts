// `verbatim proxy` as people use it: a server, the proxy, and programs of which only the environment is changed.
// With TWILIO_CLI set to the start file of an installed twilio-cli (`…/twilio-cli/bin/run`) that is tried too.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { connect, createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeCertificate } from '../../src/adapters/fetcher-safe/test-certificate.ts'
import { eventually } from '../../src/testing/eventually.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'
import type { Seen } from './unchanged-program.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const program = fileURLToPath(new URL('unchanged-program.ts', import.meta.url))
const run = promisify(execFile)
/** Nobody listens there, and nothing fetches it: the server has no workers. */
const mediaUrl = 'http://127.0.0.1:9/call.wav'
const twilioCli = process.env.TWILIO_CLI

interface ProxyProcess {
  /** The two variables that it printed. */
  environment: { HTTP_PROXY: string; NODE_EXTRA_CA_CERTS: string }
  /** Everything that it wrote to stderr so far. */
  talk(): string
  /** Sends a signal; resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

async function startProxyProcess(dataDir: string, ...flags: string[]): Promise<ProxyProcess> {
  const args = [launcher, 'proxy', '--port', '0', '--data-dir', dataDir, ...flags]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let talk = ''
  child.stderr.on('data', (chunk) => {
    talk += chunk
  })
  const printed: string[] = []
  for await (const line of createInterface(child.stdout)) {
    printed.push(line)
    if (printed.length === 2) break
  }
  const variable = (line = '') => /^export (\w+)=(\S+)$/.exec(line)?.slice(1) ?? []
  assert.deepEqual(
    printed.map((line) => variable(line)[0]),
    ['HTTP_PROXY', 'NODE_EXTRA_CA_CERTS'],
    printed.join('\n') + talk,
  )
  return {
    environment: Object.fromEntries(printed.map(variable)),
    talk: () => talk,
    async end(signal) {
      child.kill(signal)
      return ((await once(child, 'exit')) as [number | null])[0]
    },
  }
}

/** CONNECT to `place` through the proxy; the connection can be used when the status is 200. */
async function connectThrough(proxy: ProxyProcess, place: string) {
  const { hostname: host, port } = new URL(proxy.environment.HTTP_PROXY)
  const asking = request({ host, port, method: 'CONNECT', path: place, agent: false }).end()
  const [answer, socket] = (await once(asking, 'connect')) as [IncomingMessage, Socket]
  return { status: answer.statusCode, socket }
}

describe('programs that use Twilio, with the environment that verbatim proxy prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-proxy-'))
  let server: ServerProcess
  let proxy: ProxyProcess

  before(async () => {
    server = await startServerProcess({ DATA_DIR: join(folder, 'data'), WORKERS: '0' })
    proxy = await startProxyProcess(join(folder, 'data'), '--target', server.baseUrl)
  })
  after(async () => {
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  /** The environment of an unchanged program: nothing but this differs from one that reaches Twilio. */
  const environment = () => ({
    PATH: process.env.PATH,
    TWILIO_ACCOUNT_SID: testAccount.accountSid,
    TWILIO_AUTH_TOKEN: testAccount.authToken,
    ...proxy.environment,
  })

  for (const packageName of ['twilio', 'twilio60', 'twilio5']) {
    test(`a program on the package ${packageName} runs unchanged`, async () => {
      const { stdout } = await run(process.execPath, [program, packageName, mediaUrl], { env: environment() })
      const seen: Seen = JSON.parse(stdout)
      assert.deepEqual([seen.friendlyName, seen.sameService], ['Ünïcode & more', true])
      assert.ok(seen.servicesListed)
      for (const url of [...seen.urls, ...seen.pageUrls]) {
        assert.ok(url?.startsWith('https://intelligence.twilio.com/v2/'), url)
      }
      assert.deepEqual(seen.secondPage, ['key 2', 'key 1'])
      assert.deepEqual(seen.listed, seen.made)
      assert.deepEqual([seen.status, seen.sentences], ['queued', 0])
      assert.match(seen.abroadPageUrl ?? '', /^https:\/\/intelligence\.sydney\.au1\.twilio\.com\/v2\//)
      assert.equal(seen.abroadNext, 2)
      assert.deepEqual(
        seen.removed,
        seen.made.map(() => true),
      )
      assert.equal(seen.serviceRemoved, true)
      assert.deepEqual([seen.gone?.status, seen.gone?.code], [404, 20404])
      assert.deepEqual([seen.calls?.status, seen.calls?.code], [404, 20404])
      assert.match(
        seen.calls?.message,
        /does not serve \/2010-04-01\/Accounts\/\w+\/Calls\.json of api\.twilio\.com/,
      )
      assert.equal(seen.otherHost?.status, 403)
      assert.match(seen.otherHost?.message, /--tunnel verify\.twilio\.com:443/)
    })
  }

  test('another host is refused, and with --tunnel let through to its own certificate', async () => {
    const { key, cert } = makeCertificate('localhost')
    const other = createServer({ key, cert }, (socket) => socket.end('from the other host')).listen(
      0,
      '127.0.0.1',
    )
    await once(other, 'listening')
    const place = `localhost:${(other.address() as AddressInfo).port}`
    const refused = await connectThrough(proxy, place)
    assert.equal(refused.status, 403)
    refused.socket.destroy()

    const open = await startProxyProcess(join(folder, 'data'), '--target', server.baseUrl, '--tunnel', place)
    const { status, socket } = await connectThrough(open, place)
    assert.equal(status, 200)
    const secure = connect({ socket, servername: 'localhost', ca: cert })
    assert.equal(String((await once(secure, 'data'))[0]), 'from the other host')
    secure.destroy()
    other.close()
    assert.equal(await open.end('SIGINT'), 0)
    assert.equal(open.environment.NODE_EXTRA_CA_CERTS, proxy.environment.NODE_EXTRA_CA_CERTS)
  })

  const skip = twilioCli ? false : 'TWILIO_CLI names no twilio-cli'
  test('twilio-cli runs unchanged', { skip }, async () => {
    const cli = async (command: string, ...flags: string[]) => {
      const args = [twilioCli!, `api:intelligence:v2:${command}`, ...flags, '-o', 'json']
      const { stdout } = await run(process.execPath, args, { env: { ...environment(), HOME: folder } })
      return stdout === '' ? [] : JSON.parse(stdout)
    }
    const [service] = await cli('services:create', '--unique-name', 'from-cli')
    const channel = JSON.stringify({ media_properties: { media_url: mediaUrl } })
    const [made] = await cli('transcripts:create', '--service-sid', service.sid, '--channel', channel)
    const sids = async () => (await cli('transcripts:list')).map(({ sid }: { sid: string }) => sid)
    assert.deepEqual(await sids(), [made.sid])
    const [fetched] = await cli('transcripts:fetch', '--sid', made.sid)
    assert.deepEqual([fetched.sid, fetched.status], [made.sid, 'queued'])
    assert.deepEqual(await cli('transcripts:sentences:list', '--transcript-sid', made.sid), [])
    const [media] = await cli('transcripts:media:fetch', '--sid', made.sid)
    assert.equal(media.sid, made.sid)
    await cli('transcripts:remove', '--sid', made.sid)
    assert.deepEqual(await sids(), [])
  })

  test('the proxy has told what it did, without credentials, queries and bodies, and stops on a signal', async () => {
    for (const told of [
      /^POST intelligence\.twilio\.com\/v2\/Transcripts 202$/m,
      /^refused CONNECT verify\.twilio\.com:443$/m,
    ])
      await eventually(
        () => told.test(proxy.talk()),
        () => `${told}: ${proxy.talk()}`,
      )
    const talk = proxy.talk()
    const token = btoa(`${testAccount.accountSid}:${testAccount.authToken}`)
    for (const secret of [token, testAccount.authToken, 'PageSize', 'call.wav', 'key 1']) {
      assert.ok(!talk.includes(secret), secret)
    }
    assert.equal(await proxy.end('SIGTERM'), 0)
  })
})
