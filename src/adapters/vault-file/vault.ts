// The vault with its key in DATA_KEY or, without one, in a private file of the data directory. Other keys that the
// server needs are derived from it, so that machines which share DATA_KEY share them too.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '../../ports/vault.ts'

/** What `secrets.json` holds. Version 0.1 kept the first account in it, in the clear. */
interface SecretsFile {
  /** 32 bytes, base64. */
  dataKey?: string
  accountSid?: string
  authToken?: string
}

/** The vault, and what the composition root needs beside it. */
export interface FileVault extends Vault {
  /** Signs the addresses of media. */
  mediaUrlKey: Buffer
  /** The account that version 0.1 left in `secrets.json`. */
  legacyAccount: { accountSid: string; authToken: string } | null
  /** Takes that account out of the file, once it is stored elsewhere. */
  dropLegacyAccount(): void
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** Opens the vault of `dataDir`, making `secrets.json` (0600) when it is needed.
 * @param dataKey DATA_KEY: 32 bytes, or null
 * @throws Error naming the file when it can not be read */
export function openVault(dataDir: string, dataKey: Buffer | null): FileVault {
  const path = join(dataDir, 'secrets.json')
  const file = readSecrets(path)
  const key = dataKey ?? storedKey(dataDir, path, file)
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32))
  const [sealKey, hashKey] = [derive('verbatim seal'), derive('verbatim hash')]
  const hash = (secret: string) => createHmac('sha256', hashKey).update(secret).digest('base64url')
  const { accountSid, authToken } = file
  return {
    mediaUrlKey: derive('verbatim media url'),
    legacyAccount: accountSid && authToken ? { accountSid, authToken } : null,
    dropLegacyAccount: () => writeSecrets(dataDir, path, { ...(file.dataKey && { dataKey: file.dataKey }) }),
    hash,
    matches(secret, expected) {
      const [given, wanted] = [Buffer.from(hash(secret)), Buffer.from(expected)]
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    },
    seal: (text) => seal(text, sealKey),
    open: (sealed) => unseal(sealed, sealKey),
  }
}

/** IV, ciphertext and tag in one, base64url. */
function seal(text: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')
}

function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    const body = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new Error('a stored secret was sealed under another key: DATA_KEY or secrets.json has changed', {
      cause,
    })
  }
}

function storedKey(dataDir: string, path: string, file: SecretsFile): Buffer {
  if (file.dataKey) return Buffer.from(file.dataKey, 'base64')
  const fresh = { ...file, dataKey: randomBytes(32).toString('base64') }
  if (existsSync(path)) writeSecrets(dataDir, path, fresh)
  else if (!createSecrets(dataDir, path, fresh)) return storedKey(dataDir, path, readSecrets(path))
  file.dataKey = fresh.dataKey
  return Buffer.from(fresh.dataKey, 'base64')
}

function readSecrets(path: string): SecretsFile {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SecretsFile
  } catch (cause) {
    throw new Error(`${path} can not be read: ${(cause as Error).message}`, { cause })
  }
}

function writeSecrets(dataDir: string, path: string, secrets: SecretsFile) {
  renameSync(writeBeside(dataDir, path, secrets), path)
}

/** Of two processes that start at once on the same folder, one makes the file.
 * @returns false when the other did */
function createSecrets(dataDir: string, path: string, secrets: SecretsFile): boolean {
  const written = writeBeside(dataDir, path, secrets)
  try {
    linkSync(written, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(written)
  }
}

function writeBeside(dataDir: string, path: string, secrets: SecretsFile): string {
  const beside = `${path}.${process.pid}.tmp`
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(beside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  return beside
}
