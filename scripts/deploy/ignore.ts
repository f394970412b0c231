// Which files of a folder an image is built from: .dockerignore as docker reads it (the last pattern that matches a
// path or a folder above it decides).
import { matchesGlob } from 'node:path'

/** Tells of a path, `/` between its parts, whether the patterns leave it out. */
export function createIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ out: !line.startsWith('!'), pattern: line.replace(/^!/, '') }))
  return (path) => {
    const parts = path.split('/')
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    const decides = patterns.findLast(({ pattern }) => above.some((one) => matches(one, pattern)))
    return decides?.out ?? false
  }
}

/** Docker's `*` matches names that begin with a dot, too; `matchesGlob` alone does not. */
function matches(path: string, pattern: string): boolean {
  const visible = (text: string) => text.replaceAll(/(^|\/)\./g, '$1_dot_')
  return matchesGlob(visible(path), visible(pattern))
}
