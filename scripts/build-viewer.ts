// Builds the viewer's pages into dist/viewer, where they are not there yet or older than their source:
// `node scripts/build-viewer.ts [--force]`. Fails when the pages got too heavy.
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const target = join(root, 'dist/viewer')
const sources = ['viewer/**/*', 'scripts/build-viewer.ts']

/** All script of the pages together, compressed. */
const BUDGET_BYTES = 60_000

/** Builds the pages if that is needed. Two processes that do it at once do no harm.
 * @returns bytes of script in the build, compressed
 * @throws Error when the build fails or is over the budget */
export async function buildViewer({ force = false } = {}): Promise<number> {
  if (force || isStale()) await build()
  const bytes = scriptBytes(target)
  if (bytes > BUDGET_BYTES) {
    rmSync(target, { recursive: true })
    throw new Error(`the viewer has ${bytes} bytes of script (gzip), more than ${BUDGET_BYTES}`)
  }
  return bytes
}

/** Beside its place first: a server that starts meanwhile must find all files or none. */
async function build() {
  // Only a build needs Vite, and every start asks.
  const { build: bundle } = await import('vite')
  const fresh = `${target}-${process.pid}`
  await bundle({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'viewer'),
    base: './',
    build: { outDir: fresh, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  })
  rmSync(target, { recursive: true, force: true })
  renameSync(fresh, target)
}

function scriptBytes(folder: string): number {
  return globSync('assets/*.js', { cwd: folder })
    .map((name) => gzipSync(readFileSync(join(folder, name))).length)
    .reduce((sum, one) => sum + one, 0)
}

function isStale(): boolean {
  const built = join(target, 'index.html')
  if (!existsSync(built)) return true
  const since = statSync(built).mtimeMs
  return globSync(sources, { cwd: root }).some((path) => statSync(join(root, path)).mtimeMs > since)
}

if (import.meta.main) {
  const startMs = performance.now()
  const bytes = await buildViewer({ force: process.argv.includes('--force') })
  console.log(
    `viewer: ${(bytes / 1000).toFixed(1)} kB of script, ${Math.round(performance.now() - startMs)} ms`,
  )
}
