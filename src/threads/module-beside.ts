// Where a module lies that is started as a thread or process, not imported: beside the one that starts it.
import { extname } from 'node:path'

/** The module `name` (no extension) beside the calling one: `.ts` in a checkout, `.js` in a package.
 * scripts/package/check-places.ts looks whether each one is there.
 * @param here the caller's `import.meta` */
export function moduleBeside(here: Pick<ImportMeta, 'filename' | 'url'>, name: string): URL {
  return new URL(`./${name}${extname(here.filename)}`, here.url)
}
