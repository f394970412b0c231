// The built pages of the viewer, held in memory: a handful of small files that never change while a server runs.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A file under `assets/`, whose name changes with its content. */
export interface ViewerFile {
  type: string
  plain: Buffer
  compressed: Buffer
}

/** The page, and the files that it loads by name. */
export interface ViewerFiles {
  page: string
  assets: ReadonlyMap<string, ViewerFile>
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

// From src/resources/viewer in a checkout, from dist/resources/viewer in a package.
const usualFolders = [
  new URL('../../../dist/viewer/', import.meta.url),
  new URL('../../viewer/', import.meta.url),
]

/** Reads the first of `folders` that holds a built page; null when none does. */
export function readViewerFiles(folders: readonly URL[] = usualFolders): ViewerFiles | null {
  const folder = folders.find((one) => existsSync(new URL('assets/', one)))
  if (!folder) return null
  const names = readdirSync(new URL('assets/', folder))
  const assets = names.flatMap((name): [string, ViewerFile][] => {
    const type = types[extname(name)]
    if (!type) return []
    const plain = readFileSync(new URL(`assets/${name}`, folder))
    return [[name, { type, plain, compressed: gzipSync(plain) }]]
  })
  return { page: readFileSync(new URL('index.html', folder), 'utf8'), assets: new Map(assets) }
}
