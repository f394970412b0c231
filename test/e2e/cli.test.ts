// Commands as people run them: a process each, against a server that runs or against the data directory.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { PublicKey } from '../../src/domain/public-key.ts'
import { type AccountSid, sidFrom } from '../../src/domain/sid.ts'
import { encryptContent } from '../../src/pipeline/encrypt.ts'
import { aSentence, aTranscript } from '../../src/testing/builders.ts'
import { seedDataDir } from '../../src/testing/seeded-data.ts'
import { type ServerProcess, startServerProcess, testAccount } from '../../src/testing/server-process.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const keySid = sidFrom('publicKey', 'c'.repeat(32))
const encrypted = aTranscript({
  accountSid: testAccount.accountSid as AccountSid,
  status: 'completed',
  encryptionCredentialSid: keySid,
})

/** Runs a command; `env` replaces the credentials of the test account. */
function run(args: string[], env: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const credentials = { TWILIO_ACCOUNT_SID: testAccount.accountSid, TWILIO_AUTH_TOKEN: testAccount.authToken }
  const result = spawnSync(process.execPath, [launcher, ...args], {
    env: { PATH, HOME, ...credentials, ...env },
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  return { status: result.status, out: result.stdout, err: result.stderr }
}

describe('commands over the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-cli-'))
  const dataDir = join(folder, 'data')
  let server: ServerProcess
  let url: string[]

  before(async () => {
    await seedDataDir(dataDir, async ({ store }) => {
      await store.transcripts.insert(encrypted)
      const documents = encryptContent(
        { transcript: encrypted, sentences: [aSentence(0)], results: [] },
        {
          key: { pem: pair.publicKey } as PublicKey,
          documents: {
            sentences: (all) => JSON.stringify(all.map(({ text }) => ({ transcript: text }))),
            result: () => '',
          },
        },
      )
      await store.encryptedDocuments.replace(encrypted.sid, documents)
    })
    server = await startServerProcess({ DATA_DIR: dataDir, WORKERS: '0' })
    url = ['--url', server.baseUrl]
  })
  after(async () => {
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  const statusWith = async (user: string, password: string) => {
    const headers = { authorization: `Basic ${btoa(`${user}:${password}`)}` }
    return (await fetch(`${server.baseUrl}/v2/Services`, { headers })).status
  }

  test('a key is made, listed, rotated with grace and deleted', async () => {
    const made = run(['keys', 'create', '--name', 'CI', '--scope', 'read-only', '--json', ...url])
    assert.equal(made.status, 0, made.err)
    const { sid, secret, scope } = JSON.parse(made.out)
    assert.equal(scope, 'read-only')
    assert.equal(await statusWith(sid, secret), 200)
    assert.match(run(['keys', 'list', ...url]).out, new RegExp(`${sid}  read-only .*  CI`))

    const rotated = run(['keys', 'rotate', sid, '--grace', '1h', '--json', ...url])
    const fresh = JSON.parse(rotated.out).secret
    assert.notEqual(fresh, secret)
    assert.deepEqual([await statusWith(sid, fresh), await statusWith(sid, secret)], [200, 200])
    run(['keys', 'rotate', sid, ...url])
    assert.equal(await statusWith(sid, fresh), 401)

    assert.equal(run(['keys', 'delete', sid, ...url]).status, 0)
    assert.equal(run(['keys', 'list', ...url]).out, '')
  })

  test('an account is made and its token rotated', async () => {
    const made = run(['accounts', 'create', '--name', 'Sales', ...url])
    const [, sid, token] = /export TWILIO_ACCOUNT_SID=(AC\w+)\nexport TWILIO_AUTH_TOKEN=(\w+)/.exec(made.out)!
    assert.equal(await statusWith(sid!, token!), 200)
    const rotated = run(['accounts', 'rotate', sid!, '--json', ...url])
    assert.equal(await statusWith(sid!, token!), 401)
    assert.equal(await statusWith(sid!, JSON.parse(rotated.out).auth_token), 200)
    assert.match(run(['accounts', 'list', ...url]).out, new RegExp(`${sid}.*Sales`))
  })

  test('decrypt prints what the private key opens, and nothing with another key', () => {
    const [good, other] = [join(folder, 'good.pem'), join(folder, 'other.pem')]
    writeFileSync(good, pair.privateKey)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    writeFileSync(other, stranger.export({ type: 'pkcs8', format: 'pem' }))
    const opened = run(['decrypt', encrypted.sid, '--key', good, ...url])
    assert.equal(opened.status, 0, opened.err)
    assert.deepEqual(JSON.parse(opened.out), {
      sentences: [{ transcript: 'Sentence 0.' }],
      operator_results: [],
    })
    const refused = run(['decrypt', encrypted.sid, '--key', other, ...url])
    assert.deepEqual([refused.status, refused.out], [4, ''])
    assert.match(refused.err, /does not open/)
  })

  test('exit codes tell usage, refusal and an absent server apart', () => {
    assert.equal(run(['keys', 'create', '--scope', 'everything', ...url]).status, 2)
    assert.equal(run(['keys', 'rotate', 'SKx', '--grace', 'soon', ...url]).status, 2)
    assert.equal(run(['keys', 'list', ...url], { TWILIO_AUTH_TOKEN: 'wrong' }).status, 4)
    assert.equal(run(['keys', 'list', '--url', 'http://127.0.0.1:1']).status, 3)
    assert.equal(run(['keys', 'rotate', `SK${'0'.repeat(32)}`, ...url]).status, 1)
  })

  test('without a server the data directory is opened, and a first account shown once', () => {
    const fresh = join(folder, 'fresh')
    const none = { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' }
    const first = run(['accounts', 'list', '--data-dir', fresh], none)
    assert.match(first.err, /export TWILIO_AUTH_TOKEN=\w{32}/)
    assert.match(first.out, /^AC\w{32} .* First account\n$/)
    const second = run(['accounts', 'list', '--data-dir', fresh], none)
    assert.deepEqual([second.err, second.out], ['', first.out])
  })
})
