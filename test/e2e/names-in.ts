// What lies in a folder that a server is working in meanwhile.
import { readdirSync } from 'node:fs'

/** Paths of everything under `folder`, from there. A walk over which something was taken away is begun again. */
export function namesIn(folder: string): string[] {
  for (;;) {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    } catch (error) {
      const { code, path } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT' || path === folder) throw error
    }
  }
}
