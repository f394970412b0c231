// The package as somebody installs it: packed by npm, unpacked into a folder, beside the packages that it depends on
// and no others. Nothing is fetched; large files are not compressed but linked.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildInto } from '../../scripts/build.ts'
import { buildViewer } from '../../scripts/build-viewer.ts'
import { carriedPackages } from '../../scripts/package/carried.ts'
import { link } from '../../scripts/package/link.ts'
import { lockedPackages } from '../../scripts/package/lockfile.ts'

/** What was packed and where it lies now. */
export interface InstalledPackage {
  /** The folder of somebody who uses the package; `node_modules/verbatim` is in it. */
  consumer: string
  /** Path → bytes. */
  files: Map<string, number>
}

const root = join(import.meta.dirname, '../..')
const LARGE_BYTES = 1_000_000
const texts = ['package.json', 'bin', 'contract', 'deploy', 'docs', 'test/fixtures']
/** What lies in a checkout, too, and must not get out. */
const private_ = [
  '.env',
  'data/secrets.json',
  'src/app.ts',
  'scripts/test.ts',
  'dist/fresh-1/app.js',
  'x.log',
]

/** Builds, packs and installs in `folder`. */
export async function installPackage(folder: string): Promise<InstalledPackage> {
  const stage = join(folder, 'stage')
  await fillStage(stage)
  const large = globSync('dist/{models,onnxruntime}/**/*.*', { cwd: stage }).filter(
    (path) => statSync(join(stage, path)).size > LARGE_BYTES,
  )
  const sizes = new Map(large.map((path) => [path, statSync(join(stage, path)).size]))
  for (const path of large) {
    link(join(stage, path), join(folder, 'large', path))
    rmSync(join(stage, path))
    writeFileSync(join(stage, path), '')
  }
  const packed = pack(stage)
  const consumer = join(folder, 'consumer')
  const target = join(consumer, 'node_modules/verbatim')
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', join(stage, packed.filename), '--strip-components=1', '-C', target])
  for (const path of large) {
    rmSync(join(target, path))
    link(join(folder, 'large', path), join(target, path))
  }
  linkDependencies(join(consumer, 'node_modules'))
  const files = packed.files.map(({ path, size }): [string, number] => [path, sizes.get(path) ?? size])
  return { consumer, files: new Map(files) }
}

async function fillStage(stage: string) {
  for (const path of texts) cpSync(join(root, path), join(stage, path), { recursive: true })
  for (const path of globSync('*', { cwd: root }).filter((name) => /^[A-Z_]+(\.md)?$/.test(name))) {
    cpSync(join(root, path), join(stage, path))
  }
  for (const path of private_) {
    mkdirSync(dirname(join(stage, path)), { recursive: true })
    writeFileSync(join(stage, path), 'private')
  }
  await buildViewer()
  cpSync(join(root, 'dist/viewer'), join(stage, 'dist/viewer'), { recursive: true })
  buildInto(join(stage, 'dist'))
}

interface PackedFile {
  filename: string
  files: { path: string; size: number }[]
}

function pack(stage: string): PackedFile {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const said = execFileSync(npm, ['pack', '--json', '--ignore-scripts'], { cwd: stage, encoding: 'utf8' })
  const report: PackedFile[] | Record<string, PackedFile> = JSON.parse(said)
  return Object.values(report)[0]!
}

/** As npm would install them, from those that are installed here. */
function linkDependencies(folder: string) {
  for (const { folder: from } of lockedPackages(root)) {
    const name = from.slice('node_modules/'.length)
    // Folders inside another package come along with it; those of other platforms are not there.
    if (name.includes('node_modules/') || name in carriedPackages) continue
    if (!statSync(join(root, from), { throwIfNoEntry: false })) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    symlinkSync(join(root, from), join(folder, name), 'junction')
  }
}
