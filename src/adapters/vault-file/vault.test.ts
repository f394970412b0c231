// The vault: one key, kept privately or configured; what is sealed or hashed under it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { anAccount } from '../../testing/builders.ts'
import { openVault } from './vault.ts'

function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-vault-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const fileOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))
const texts = ['', 'a token', 'pa:ss wörd 🔑', 'x'.repeat(10_000)]

test('the key lies in one file that only its owner reads, in a folder only its owner opens', (t) => {
  const folder = join(tempFolder(t), 'made', 'on', 'demand')
  openVault(folder, null)
  assert.deepEqual(readdirSync(folder), ['secrets.json'])
  assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.deepEqual(Object.keys(fileOf(folder)), ['dataKey'])
  assert.equal(Buffer.from(fileOf(folder).dataKey, 'base64').length, 32)
})

test('the next start opens what this one sealed, knows its hashes and its media addresses', (t) => {
  const folder = tempFolder(t)
  const [first, second] = [openVault(folder, null), openVault(folder, null)]
  assert.equal(second.open(first.seal('kept')), 'kept')
  assert.equal(second.hash('kept'), first.hash('kept'))
  assert.deepEqual(second.mediaUrlKey, first.mediaUrlKey)
})

test('machines that share DATA_KEY share everything, and keep no key of their own', (t) => {
  const key = randomBytes(32)
  const folders = [tempFolder(t), tempFolder(t)] as const
  const [one, other] = [openVault(folders[0], key), openVault(folders[1], key)]
  assert.equal(other.open(one.seal('shared')), 'shared')
  assert.ok(other.matches('shared', one.hash('shared')))
  assert.deepEqual(other.mediaUrlKey, one.mediaUrlKey)
  for (const folder of folders) assert.equal(existsSync(join(folder, 'secrets.json')), false)
})

test('two installations share nothing', (t) => {
  const [one, other] = [openVault(tempFolder(t), null), openVault(tempFolder(t), null)]
  assert.throws(() => other.open(one.seal('mine')), /DATA_KEY or secrets\.json has changed/)
  assert.equal(other.matches('mine', one.hash('mine')), false)
  assert.notDeepEqual(one.mediaUrlKey, other.mediaUrlKey)
})

test('what is sealed comes back, looks different each time, and shows nothing of itself', (t) => {
  const vault = openVault(tempFolder(t), null)
  for (const text of texts) {
    const sealed = [vault.seal(text), vault.seal(text)]
    assert.equal(new Set(sealed).size, 2)
    for (const one of sealed) {
      assert.equal(vault.open(one), text)
      assert.match(one, /^[\w-]+$/)
      if (text) assert.equal(Buffer.from(one, 'base64url').includes(text), false)
    }
  }
})

test('a sealed text that was altered anywhere, or cut, is not opened', (t) => {
  const vault = openVault(tempFolder(t), null)
  const sealed = Buffer.from(vault.seal('a token'), 'base64url')
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed)
    altered[at]! ^= 1
    assert.throws(() => vault.open(altered.toString('base64url')), Error, `byte ${at}`)
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(
      () => vault.open(sealed.subarray(0, length).toString('base64url')),
      Error,
      `${length} bytes`,
    )
  }
})

test('a hash matches its secret and no other, and is not the secret', (t) => {
  const vault = openVault(tempFolder(t), null)
  for (const secret of texts) {
    const hash = vault.hash(secret)
    assert.equal(hash, vault.hash(secret))
    assert.ok(vault.matches(secret, hash))
    for (const other of [`${secret} `, secret.slice(1) || 'y', hash]) {
      assert.equal(vault.matches(other, hash), false)
    }
    if (secret) assert.equal(hash.includes(secret), false)
  }
  assert.equal(vault.matches('a token', ''), false)
})

test('the key of media addresses is none of the others, and has 32 bytes', (t) => {
  const key = randomBytes(32)
  const { mediaUrlKey } = openVault(tempFolder(t), key)
  assert.equal(mediaUrlKey.length, 32)
  assert.notDeepEqual(mediaUrlKey, key)
})

for (const dataKey of [null, randomBytes(32)]) {
  const kept = dataKey ? 'DATA_KEY' : 'a key of its own'
  test(`with ${kept}: the account of version 0.1 is told until it is dropped, and nothing else goes`, (t) => {
    const folder = tempFolder(t)
    const legacy = { accountSid: anAccount(), authToken: 'told until dropped' }
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ ...legacy, mediaUrlKey: 'unused' }))
    const sealed = openVault(folder, dataKey).seal('kept')
    const vault = openVault(folder, dataKey)
    assert.deepEqual(vault.legacyAccount, legacy)
    vault.dropLegacyAccount()
    const text = readFileSync(join(folder, 'secrets.json'), 'utf8')
    assert.equal(text.includes(legacy.authToken), false)
    assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600)
    assert.deepEqual(Object.keys(fileOf(folder)), dataKey ? [] : ['dataKey'])
    const next = openVault(folder, dataKey)
    assert.equal(next.legacyAccount, null)
    assert.equal(next.open(sealed), 'kept')
  })
}

test('a secrets file that cannot be read stops the start by its name instead of being made anew', (t) => {
  const folder = tempFolder(t)
  const path = join(folder, 'secrets.json')
  writeFileSync(path, '{"dataKey": "AA')
  for (const key of [null, randomBytes(32)]) {
    assert.throws(
      () => openVault(folder, key),
      (error: Error) => error.message.startsWith(`${path} can not be read`),
    )
  }
  assert.equal(readFileSync(path, 'utf8'), '{"dataKey": "AA')
})
