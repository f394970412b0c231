// Can the data directory be written to, is it ours alone, and is there room? Nothing in it is opened.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { freeBytes, LEAST_FREE_BYTES } from '../adapters/db-pglite/upkeep.ts'
import type { Config } from '../config.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'

const folder = findingsOf('data directory')
const disk = findingsOf('disk')
const secrets = findingsOf('secrets')
/** Two hours of stereo at 16 kHz, as an upload and as its spools. */
const SCARCE_BYTES = 1 << 30

/** The part of the configuration that this is about. */
type Settings = Pick<Config, 'DATA_DIR' | 'DATA_KEY'>

/** Looks at DATA_DIR, the disk that it is on, and the keys in it. */
export function checkDataDir({ DATA_DIR, DATA_KEY }: Settings): Finding[] {
  const path = resolve(DATA_DIR)
  if (!existsSync(path)) {
    const parent = nearestFolder(path)
    if (!may(parent, constants.W_OK)) {
      return [folder.problem(`${path} is not there, and ${parent} may not be written to`, chooseOther)]
    }
    return [folder.ok(`${path} is not there yet; the first start makes it`), checkDisk(parent)]
  }
  return [checkFolder(path), checkDisk(path), ...checkSecrets(path, DATA_KEY !== null)]
}

const chooseOther = 'make it writable for this user, or set DATA_DIR to another folder'

function checkFolder(path: string): Finding {
  const stats = statSync(path)
  if (!stats.isDirectory()) return folder.problem(`${path} is no folder`, 'set DATA_DIR to a folder')
  const access = constants.R_OK | constants.W_OK | constants.X_OK
  if (!may(path, access)) {
    return folder.problem(`${path} may not be written to by this user (owner ${stats.uid})`, chooseOther)
  }
  const uid = process.getuid?.()
  if (uid !== undefined && stats.uid !== uid) {
    return folder.warning(
      `${path} belongs to user ${stats.uid}, this is user ${uid}`,
      'run doctor and the server as the same user',
    )
  }
  if ((stats.mode & 0o077) !== 0 && process.platform !== 'win32') {
    return folder.warning(`${path} can be read by other users of this machine`, `chmod 700 ${path}`)
  }
  return folder.ok(`${path} can be written to`)
}

function checkDisk(path: string): Finding {
  const free = freeBytes(path)
  const text = `${(free / 2 ** 30).toFixed(1)} GiB free at ${path}`
  if (free < LEAST_FREE_BYTES) return disk.problem(`${text}: nothing is stored any more`, 'free some space')
  return free < SCARCE_BYTES
    ? disk.warning(`${text}: long recordings may not fit`, 'free some space')
    : disk.ok(text)
}

/** What is sealed in the database can be read with the same key only. */
function checkSecrets(path: string, hasKey: boolean): Finding[] {
  if (hasKey) return [secrets.ok('sealed under DATA_KEY')]
  const file = join(path, 'secrets.json')
  if (!existsSync(file)) {
    if (!existsSync(join(path, 'pg'))) return []
    const detail = `${file} is missing: secrets in the database can not be opened without it`
    return [secrets.problem(detail, 'bring it back from a backup, or set DATA_KEY to the key that was used')]
  }
  try {
    JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return [secrets.problem(`${file} can not be read: ${messageOf(error)}`, 'bring it back from a backup')]
  }
  const open = (statSync(file).mode & 0o077) !== 0 && process.platform !== 'win32'
  return open
    ? [secrets.problem(`${file} can be read by other users of this machine`, `chmod 600 ${file}`)]
    : [secrets.ok(`the key is in ${file}; with DATA_KEY recordings are encrypted as well`)]
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path))
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
