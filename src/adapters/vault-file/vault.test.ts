// The first account: made once, kept privately, overruled by configuration.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { anAccount } from '../../testing/builders.ts'
import { openCredentials } from './credentials.ts'

const none = { TWILIO_ACCOUNT_SID: null, TWILIO_AUTH_TOKEN: null }

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-credentials-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('the first start makes an account and says so; later starts know it and keep quiet', (t) => {
  const folder = tempFolder(t)
  const first = openCredentials(folder, none)
  assert.match(first.accountSid, /^AC[0-9a-f]{32}$/)
  assert.match(first.generated!.authToken, /^[0-9a-f]{32}$/)
  assert.equal(first.generated!.accountSid, first.accountSid)
  const second = openCredentials(folder, none)
  assert.equal(second.accountSid, first.accountSid)
  assert.equal(second.generated, null)
  assert.equal(second.verify(first.accountSid, first.generated!.authToken), first.accountSid)
})

test('two installations share nothing', (t) => {
  const [one, other] = [openCredentials(tempFolder(t), none), openCredentials(tempFolder(t), none)]
  assert.notEqual(one.accountSid, other.accountSid)
  assert.notEqual(one.generated!.authToken, other.generated!.authToken)
  assert.notDeepEqual(one.mediaUrlKey, other.mediaUrlKey)
  assert.equal(one.verify(other.accountSid, other.generated!.authToken), null)
})

test('the secrets lie in one file that only its owner reads, in a folder only its owner opens', (t) => {
  const folder = join(tempFolder(t), 'made', 'on', 'demand')
  openCredentials(folder, none)
  assert.deepEqual(readdirSync(folder), ['secrets.json'])
  assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('the key of media addresses has 32 bytes and outlives restarts and other accounts', (t) => {
  const folder = tempFolder(t)
  const { mediaUrlKey } = openCredentials(folder, none)
  assert.equal(mediaUrlKey.length, 32)
  const given = { TWILIO_ACCOUNT_SID: anAccount(), TWILIO_AUTH_TOKEN: 'other' }
  assert.deepEqual(openCredentials(folder, given).mediaUrlKey, mediaUrlKey)
})

test('a configured account wins, is never shown, and goes again with the configuration', (t) => {
  const folder = tempFolder(t)
  const stored = openCredentials(folder, none)
  const given = { TWILIO_ACCOUNT_SID: anAccount(), TWILIO_AUTH_TOKEN: 'configured' }
  for (const dataDir of [folder, tempFolder(t)]) {
    const credentials = openCredentials(dataDir, given)
    assert.equal(credentials.accountSid, given.TWILIO_ACCOUNT_SID)
    assert.equal(credentials.generated, null)
    assert.equal(credentials.verify(given.TWILIO_ACCOUNT_SID, 'configured'), given.TWILIO_ACCOUNT_SID)
    assert.equal(credentials.verify(stored.accountSid, stored.generated!.authToken), null)
    assert.ok(!readFileSync(join(dataDir, 'secrets.json'), 'utf8').includes('configured'))
  }
  assert.equal(openCredentials(folder, none).accountSid, stored.accountSid)
})

test('wrong user or password of any length is refused; the auth token is told for this account only', (t) => {
  const credentials = openCredentials(tempFolder(t), none)
  const { accountSid, authToken } = credentials.generated!
  for (const [user, password] of [
    [accountSid, ''],
    [accountSid, `${authToken}0`],
    [accountSid, authToken.slice(1)],
    [accountSid, ` ${authToken}`],
    ['', authToken],
    [anAccount(), authToken],
    [accountSid.toLowerCase(), authToken],
    [authToken, accountSid],
  ] as const) {
    assert.equal(credentials.verify(user, password), null)
  }
  assert.equal(credentials.verify(accountSid, authToken), accountSid)
  assert.equal(credentials.authToken(accountSid), authToken)
  assert.equal(credentials.authToken(anAccount()), null)
})

for (const [what, given, message] of [
  ['a sid without a token', { TWILIO_ACCOUNT_SID: anAccount(), TWILIO_AUTH_TOKEN: null }, /both/],
  ['a token without a sid', { TWILIO_ACCOUNT_SID: null, TWILIO_AUTH_TOKEN: 'tell-nobody' }, /both/],
  ['a sid that is none', { TWILIO_ACCOUNT_SID: 'AC123', TWILIO_AUTH_TOKEN: 'tell-nobody' }, /AC and 32 hex/],
  [
    'the sid of a key',
    { TWILIO_ACCOUNT_SID: `SK${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'tell-nobody' },
    /AC and/,
  ],
] as const) {
  test(`${what} is refused at start, without the token in the message`, (t) => {
    assert.throws(
      () => openCredentials(tempFolder(t), given),
      (error: Error) => message.test(error.message) && !error.message.includes('tell-nobody'),
    )
  })
}

test('a secrets file that cannot be read stops the start instead of being made anew', (t) => {
  const folder = tempFolder(t)
  writeFileSync(join(folder, 'secrets.json'), '{"accountSid": "AC')
  assert.throws(() => openCredentials(folder, none), SyntaxError)
  assert.equal(readFileSync(join(folder, 'secrets.json'), 'utf8'), '{"accountSid": "AC')
})
