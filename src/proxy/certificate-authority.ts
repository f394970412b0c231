// The proxy's own certificate authority: its two files, and the certificates it issues. Those live in memory only.
import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeAuthorityCertificate, makeServerCertificate } from './certificate.ts'

/** A server's key and certificate, PEM. `endMs`: until when it holds, Unix time. */
export interface Leaf {
  key: string
  cert: string
  endMs: number
}

/** An authority that is ready to sign. */
export interface CertificateAuthority {
  /** The certificate that clients have to trust. */
  certificateFile: string
  /** Whether this call made it. */
  isNew: boolean
  /** Signs a certificate for a subdomain of twilio.com; for any other name clients will not accept it. */
  issue(hostName: string): Leaf
}

const DAY_MS = 86_400_000
const AUTHORITY_DAYS = 3652
const LEAF_DAYS = 30
const NAME = 'Verbatim proxy (twilio.com only)'
const DOMAIN = 'twilio.com'

/** Opens the authority kept in `folder` (`ca.pem`, `ca-key.pem`), making folder and files when neither is there.
 * @throws Error when the key may be read by others, or the two files do not belong together or have expired */
export function openCertificateAuthority(folder: string, now: () => number): CertificateAuthority {
  const certificateFile = join(folder, 'ca.pem')
  const keyFile = join(folder, 'ca-key.pem')
  const isNew = !existsSync(certificateFile) && !existsSync(keyFile)
  if (isNew) create({ folder, certificateFile, keyFile, nowMs: now() })
  const key = readPair({ certificateFile, keyFile, nowMs: now() })
  return { certificateFile, isNew, issue: (hostName) => issueLeaf({ name: NAME, key }, hostName, now()) }
}

interface Files {
  certificateFile: string
  keyFile: string
  nowMs: number
}

function create({ folder, certificateFile, keyFile, nowMs }: Files & { folder: string }): void {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const period = { fromMs: nowMs, days: AUTHORITY_DAYS }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  writeFileSync(keyFile, toPem(privateKey), { mode: 0o600, flag: 'wx' })
  const certificate = makeAuthorityCertificate({ name: NAME, key: privateKey }, DOMAIN, period)
  writeFileSync(certificateFile, certificate, { flag: 'wx' })
  chmodSync(certificateFile, 0o644)
}

function readPair({ certificateFile, keyFile, nowMs }: Files): KeyObject {
  const renew = `remove ${certificateFile} and ${keyFile} to have new ones made`
  for (const file of [certificateFile, keyFile]) {
    if (!existsSync(file)) throw new Error(`${file} is missing; ${renew}`)
  }
  const mode = statSync(keyFile).mode & 0o777
  if (process.platform !== 'win32' && mode & 0o177) {
    throw new Error(`${keyFile} has mode ${mode.toString(8)}, others may read it: set it to 600, or ${renew}`)
  }
  const { certificate, key } = parsePair(certificateFile, keyFile, renew)
  if (!certificate.checkPrivateKey(key) || certificate.subject !== `CN=${NAME}`) {
    throw new Error(`${certificateFile} and ${keyFile} do not belong together; ${renew}`)
  }
  if (certificate.validToDate.getTime() <= nowMs || certificate.validFromDate.getTime() > nowMs) {
    const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString())
    throw new Error(`${certificateFile} holds from ${from} to ${to} only; ${renew}`)
  }
  return key
}

function parsePair(certificateFile: string, keyFile: string, renew: string) {
  try {
    const certificate = new X509Certificate(readFileSync(certificateFile))
    return { certificate, key: createPrivateKey(readFileSync(keyFile)) }
  } catch (cause) {
    throw new Error(`${certificateFile} or ${keyFile} cannot be read; ${renew}`, { cause })
  }
}

function issueLeaf(signer: { name: string; key: KeyObject }, hostName: string, nowMs: number): Leaf {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const period = { fromMs: nowMs, days: LEAF_DAYS }
  const cert = makeServerCertificate(signer, hostName, { publicKey, period })
  return { key: toPem(privateKey), cert, endMs: nowMs + LEAF_DAYS * DAY_MS }
}

function toPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}
