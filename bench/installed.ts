// Packages that only measurements need: npm puts them into the cache of the checkout, not among its dependencies.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const cache = join(import.meta.dirname, '../node_modules/.cache/verbatim-bench')

/** The folder of `name` at exactly `version`; the first time it is fetched from the registry, without running install
 * scripts.
 * @throws Error when npm can not get it */
export function installedFolder(name: string, version: string): string {
  const prefix = join(cache, name.replaceAll('/', '-'))
  const folder = join(prefix, 'node_modules', name)
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version) return folder
  console.error(`fetching ${name}@${version} for this measurement`)
  mkdirSync(prefix, { recursive: true })
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...quiet, '--prefix', prefix, `${name}@${version}`], {
    cwd: prefix,
    stdio: ['ignore', 2, 2],
  })
  return folder
}
