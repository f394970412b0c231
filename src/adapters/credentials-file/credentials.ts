// The first account and the server's own keys, kept in one private file of the data directory.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { Credentials } from '../../ports/credentials.ts'

interface SecretsFile {
  accountSid: AccountSid
  authToken: string
  /** Signs the addresses of media, base64url. */
  mediaUrlKey: string
}

/** A first account set by configuration, or nulls. */
export interface GivenAccount {
  TWILIO_ACCOUNT_SID: string | null
  TWILIO_AUTH_TOKEN: string | null
}

/** The account of this installation with what else the composition root needs of it. */
export interface FileCredentials extends Credentials {
  accountSid: AccountSid
  mediaUrlKey: Buffer
  /** Set when the account was made just now: to be shown once. */
  generated: { accountSid: AccountSid; authToken: string } | null
}

/** Loads `secrets.json` of `dataDir`, making it (0600) on first use. A sid and token given by configuration win.
 * @throws Error when only one of both is given, or the sid is malformed */
export function openCredentials(dataDir: string, given: GivenAccount): FileCredentials {
  const path = join(dataDir, 'secrets.json')
  const fresh = !existsSync(path)
  if (fresh) writeSecrets(dataDir, path)
  const stored = JSON.parse(readFileSync(path, 'utf8')) as SecretsFile
  const account = chooseAccount(stored, given)
  const expected = { user: digest(account.accountSid), password: digest(account.authToken) }
  return {
    accountSid: account.accountSid,
    mediaUrlKey: Buffer.from(stored.mediaUrlKey, 'base64url'),
    generated: fresh && account.accountSid === stored.accountSid ? account : null,
    verify(user, password) {
      const sameUser = timingSafeEqual(digest(user), expected.user)
      const samePassword = timingSafeEqual(digest(password), expected.password)
      return sameUser && samePassword ? account.accountSid : null
    },
    authToken: (sid) => (sid === account.accountSid ? account.authToken : null),
  }
}

function chooseAccount(stored: SecretsFile, given: GivenAccount) {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = given
  if (!accountSid && !authToken) return { accountSid: stored.accountSid, authToken: stored.authToken }
  if (!accountSid || !authToken)
    throw new Error('set both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or neither')
  if (!isSid('account', accountSid)) throw new Error('TWILIO_ACCOUNT_SID must be AC and 32 hex digits')
  return { accountSid, authToken }
}

function writeSecrets(dataDir: string, path: string) {
  const secrets: SecretsFile = {
    accountSid: sidFrom('account', randomBytes(16).toString('hex')),
    authToken: randomBytes(16).toString('hex'),
    mediaUrlKey: randomBytes(32).toString('base64url'),
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.tmp`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.tmp`, path)
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
