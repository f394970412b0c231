// Starts the world of the checklist.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFileServer } from '../../../src/testing/file-server.ts'
import { startServerProcess, testAccount } from '../../../src/testing/server-process.ts'
import { startWebhookReceiver } from '../../../src/testing/webhook-receiver.ts'
import { createSubject, freshName, type Subject } from './subject.ts'
import { type Login, type PreparedCall, RATE_LIMIT, type World } from './world.ts'

const sample = new URL('../../fixtures/sample-call.wav', import.meta.url)
const SHORT_S = 10
const WAV_HEADER_BYTES = 58

/** Starts everything; what was started is closed again when it fails. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-checklist-'))
  const files = await startFileServer()
  const hooks = await startWebhookReceiver()
  const closeRest = () => {
    files.close()
    hooks.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const server = await startServerProcess({
    DATA_DIR: join(folder, 'data'),
    ASR_MODEL: 'moonshine-tiny',
    RATE_LIMIT: `${RATE_LIMIT}/1s`,
  }).catch((error) => {
    closeRest()
    throw error
  })
  const close = async () => {
    await server.end('SIGTERM')
    closeRest()
  }
  const { stereo, mono } = writeShortCalls(folder)
  const around = { server, folder, files, hooks, close }
  const recordings = { shortCallUrl: files.urlOf(stereo), monoCallUrl: files.urlOf(mono) }
  return furnish({ ...around, ...recordings }).catch(async (error) => {
    await close()
    throw error
  })
}

type Bare = Pick<World, 'server' | 'folder' | 'files' | 'hooks' | 'shortCallUrl' | 'monoCallUrl' | 'close'>

/** Accounts, keys and calls, made through the API. */
async function furnish(bare: Bare): Promise<World> {
  const main = { user: testAccount.accountSid, password: testAccount.authToken }
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const world = { ...bare, main, privateKey: pair.privateKey } as World
  const subject = createSubject(world, bare.server.baseUrl)
  const account = await subject.call('POST', '/x/v1/Accounts', { form: { FriendlyName: 'Other' } })
  world.other = { user: account.body.sid, password: account.body.auth_token }
  world.keys = {
    full: await makeKey(subject, 'full'),
    readOnly: await makeKey(subject, 'read-only'),
    redactedOnly: await makeKey(subject, 'redacted-only'),
  }
  const key = await subject.call('POST', '/v1/Credentials/PublicKeys', {
    form: { PublicKey: pair.publicKey },
  })
  world.plain = await prepare(subject, {})
  world.redacted = await prepare(subject, { AutoRedaction: 'true', MediaRedaction: 'true' })
  world.encrypted = await prepare(subject, { AutoRedaction: 'true', EncryptionCredentialSid: key.body.sid })
  return world
}

async function makeKey(subject: Subject, Scope: string): Promise<Login> {
  const { body } = await subject.call('POST', '/x/v1/Keys', { form: { Scope } })
  return { user: body.sid, password: body.secret }
}

async function prepare(subject: Subject, form: Record<string, string>): Promise<PreparedCall> {
  const service = await subject.service(form)
  const Config = JSON.stringify({ phrase_sets: [{ name: 'Opening words', phrases: ['my name is'] }] })
  const operator = await subject.call('POST', '/v2/Operators/Custom', {
    form: { FriendlyName: freshName(), OperatorType: 'PhraseMatching', Config },
  })
  await subject.call('POST', `/v2/Services/${service.sid}/Operators/${operator.body.sid}`)
  const transcript = await subject.transcribe(service.sid)
  return { transcript, service, operatorSid: operator.body.sid }
}

/** Cuts the sample (stereo, 8 kHz, one byte a sample) with a header of its own. */
function writeShortCalls(folder: string): { stereo: string; mono: string } {
  const bytes = readFileSync(sample).subarray(WAV_HEADER_BYTES)
  const stereo = bytes.subarray(0, SHORT_S * 8000 * 2)
  const mono = Buffer.from(stereo.filter((_, at) => at % 2 === 0))
  const paths = { stereo: join(folder, 'short.wav'), mono: join(folder, 'mono.wav') }
  writeFileSync(paths.stereo, Buffer.concat([muLawHeader(stereo.length, 2), stereo]))
  writeFileSync(paths.mono, Buffer.concat([muLawHeader(mono.length, 1), mono]))
  return paths
}

/** RIFF/WAVE header of G.711 mu-law at 8 kHz. */
function muLawHeader(bytes: number, channels: number): Buffer {
  const header = Buffer.alloc(46)
  header.write('RIFF', 0)
  header.writeUInt32LE(bytes + 38, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(7, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000 * channels, 28)
  header.writeUInt16LE(channels, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 38)
  header.writeUInt32LE(bytes, 42)
  return header
}
