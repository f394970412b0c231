// What package-lock.json says is installed for somebody who uses the package.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriedPackages } from './carried.ts'

/** A package as npm locked it. */
export interface LockedPackage {
  name: string
  version: string
  /** SPDX expression; empty when the package names none. */
  license: string
  /** Its folder, from the root of the project. */
  folder: string
  /** Installed on some platforms only. */
  platform: boolean
}

interface LockEntry {
  name?: string
  version?: string
  license?: string
  dev?: true
  optional?: true
  os?: string[]
  cpu?: string[]
}

/** The production tree, and what our package carries of others, by name and version. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock: { packages: Record<string, LockEntry> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  )
  const found = Object.entries(lock.packages).flatMap(([folder, entry]): LockedPackage[] => {
    const name = entry.name ?? folder.split('node_modules/').at(-1)!
    if (folder === '' || (entry.dev && !(name in carriedPackages))) return []
    const { version = '', license = '', os, cpu } = entry
    const platform = entry.optional === true && (os ?? cpu) !== undefined
    return [{ name, version, license, folder, platform }]
  })
  const unique = new Map(found.map((one) => [`${one.name}@${one.version}`, one]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}
