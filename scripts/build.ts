// Builds into dist/ what a package holds beside texts: `node scripts/build.ts`. JavaScript with declarations, the
// viewer's pages, the model files, ONNX Runtime.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelFiles, modelSourcePath } from '../src/shipped/model-files.ts'
import { buildViewer } from './build-viewer.ts'
import { misplacedFiles } from './package/check-places.ts'
import { compile } from './package/compile.ts'
import { link } from './package/link.ts'
import { copyOnnxRuntime } from './package/onnxruntime-copy.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

/** The folder of the pages, which are built on their own. */
const VIEWER = 'viewer'

/** Builds beside its place first, so that a build that fails leaves the one before.
 * @throws Error when something can not be compiled, or built code looks for a file that is not there */
export async function buildPackage() {
  await buildViewer()
  const fresh = join(dist, `fresh-${process.pid}`)
  try {
    mkdirSync(fresh, { recursive: true })
    buildInto(fresh)
    replaceBuild(fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  const faults = misplacedFiles(dist)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** All but the pages. */
export function buildInto(folder: string) {
  compile(root, folder)
  for (const file of modelFiles) link(modelSourcePath(file), join(folder, 'models', file))
  copyOnnxRuntime(join(folder, 'onnxruntime'))
  useOwnRuntime(join(folder, 'shipped/onnxruntime.js'))
}

function useOwnRuntime(path: string) {
  const text = readFileSync(path, 'utf8')
  const changed = text.replace(/(['"])onnxruntime-node\1/, '$1../onnxruntime/dist/index.js$1')
  if (changed === text) throw new Error(`${path} does not name onnxruntime-node`)
  writeFileSync(path, changed)
}

function replaceBuild(fresh: string) {
  const parts = readdirSync(fresh)
  for (const name of readdirSync(dist)) {
    const stays = name === VIEWER || /^(fresh|viewer)-\d+$/.test(name)
    if (!stays) rmSync(join(dist, name), { recursive: true })
  }
  for (const name of parts) renameSync(join(fresh, name), join(dist, name))
}

if (import.meta.main) {
  const startMs = performance.now()
  await buildPackage()
  console.log(`package: built in ${Math.round(performance.now() - startMs)} ms`)
}
