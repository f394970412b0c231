// ONNX Runtime as a package of ours brings it: without its install script, which fetches libraries for graphics cards
// from elsewhere, and without what only these need.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { link } from './link.ts'

const require = createRequire(import.meta.url)

/** On Windows the libraries for graphics cards, which are loaded when these are used; on macOS a second copy under a
 * name that nothing refers to. */
const unused = /^(DirectML|dxcompiler|dxil)\.dll$|^libonnxruntime\.\d+\.\d+\.\d+\.dylib$/

/** Copies what runs on the processor, for every platform that there is, into `target`. */
export function copyOnnxRuntime(target: string) {
  const main = require.resolve('onnxruntime-node')
  const node = dirname(dirname(main))
  const common = dirname(createRequire(main).resolve('onnxruntime-common'))
  for (const path of globSync('bin/*/*/*/*', { cwd: node })) {
    if (!unused.test(basename(path))) link(join(node, path), join(target, path))
  }
  copyScripts(join(node, 'dist'), join(target, 'dist'))
  copyScripts(common, join(target, 'common'))
  writeFileSync(join(target, 'package.json'), '{"type":"commonjs"}\n')
}

/** Both parts lie side by side now; nothing else of them is changed. */
function copyScripts(from: string, to: string) {
  mkdirSync(to, { recursive: true })
  for (const name of globSync('*.js', { cwd: from })) {
    const text = readFileSync(join(from, name), 'utf8')
      .replaceAll('require("onnxruntime-common")', 'require("../common/index.js")')
      .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')
    if (text.includes('onnxruntime-common"'))
      throw new Error(`${name} refers to onnxruntime-common otherwise`)
    writeFileSync(join(to, name), text)
  }
}
