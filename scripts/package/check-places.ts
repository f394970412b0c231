// Does every file that built code finds by its own place lie there? A use of import.meta that can not be judged counts
// as a fault, too.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What is known to be right, though it names no file. */
const harmless: Record<string, RegExp> = {
  // Where a checkout has the models; a package looks into its own folder first.
  'shipped/model-files.js': /import\.meta\.resolve\(module\)/g,
  // Reads itself.
  'testing/asr-checks.js': /readFile\(import\.meta\.filename\)/g,
}

/** Looks at all JavaScript in `dist`, a folder beside the package's other ones.
 * @returns a line for each fault */
export function misplacedFiles(dist: string): string[] {
  const files = globSync('**/*.js', { cwd: dist, exclude: ['viewer/**', 'onnxruntime/**'] }).sort()
  return files.flatMap((file) => faultsOf(dist, file.replaceAll('\\', '/')))
}

function faultsOf(dist: string, file: string): string[] {
  const faults: string[] = []
  const folder = dirname(join(dist, file))
  const need = (path: string) => {
    if (!existsSync(join(folder, path))) faults.push(`${file}: ${path} is not there`)
    return ''
  }
  const rest = readFileSync(join(dist, file), 'utf8')
    .replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    .replace(/\bmoduleBeside\(import\.meta, ['"]([\w-]+)['"]\)/g, (_, name) => need(`${name}.js`))
    .replace(/\bnew URL\(['"]([^'"]+)['"], import\.meta\.url\)/g, (_, path) => need(path))
    .replace(/\bimport\.meta\.resolve\(['"][^'"]+['"]\)|\bcreateRequire\(import\.meta\.url\)/g, '')
    .replace(harmless[file] ?? /(?!)/, '')
  const unknown = rest.split('\n').filter((line) => line.includes('import.meta'))
  return [...faults, ...unknown.map((line) => `${file}: what is meant by ${line.trim()}?`)]
}
