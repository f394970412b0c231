// Large files are not copied where the file system can give them a second name.
import { copyFileSync, linkSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** `from` also as `to`, whose folder is made. */
export function link(from: string, to: string) {
  mkdirSync(dirname(to), { recursive: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
