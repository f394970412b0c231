// Compiles what a package needs and no more: its entry points, what they import, and the modules that are started as
// threads and processes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'

/** The entries that package.json exports; only they have types to be seen. */
const published = ['src/engine-api.ts', 'src/testing/engine-suite.ts']

/** JavaScript of the project at `root` into `outDir`, and declarations of what it exports; types are checked elsewhere.
 * @throws Error with the compiler's words when something can not be compiled */
export function compile(root: string, outDir: string) {
  const read = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, root)
  // A file by itself is not seen with its package.json, which says that all of them are modules.
  const alone = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  for (const [path, text] of reachable(fileNames)) {
    const transpiled = ts.transpileModule(text, {
      compilerOptions: alone,
      fileName: path,
      reportDiagnostics: true,
    })
    refuse(transpiled.diagnostics ?? [], root)
    const target = join(outDir, relative(join(root, 'src'), path).replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, transpiled.outputText)
  }
  const declarations = { ...options, declaration: true, emitDeclarationOnly: true, noCheck: true, outDir }
  const entries = published.map((path) => join(root, path))
  refuse(ts.createProgram(entries, declarations).emit().diagnostics, root)
}

/** Path → text of the files, of everything that they import and of every module that is named to `moduleBeside`. */
function reachable(entries: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  const waiting = entries.map((path) => resolve(path))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue
    const text = readFileSync(path, 'utf8')
    texts.set(path, text)
    const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
    const started = [...text.matchAll(/\bmoduleBeside\(import\.meta, '([\w-]+)'\)/g)].map(
      ([, name]) => `./${name}.ts`,
    )
    const own = [...imported, ...started].filter((name) => name.startsWith('.'))
    waiting.push(...own.map((name) => join(dirname(path), name)))
  }
  return texts
}

function refuse(faults: readonly ts.Diagnostic[], root: string) {
  if (faults.length === 0) return
  const host = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name: string) => name,
    getNewLine: () => '\n',
  }
  throw new Error(ts.formatDiagnostics(faults, host))
}
