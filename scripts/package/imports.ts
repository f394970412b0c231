// Which npm packages a file imports by name.
import { isBuiltin } from 'node:module'
import ts from 'typescript'

/** Names of packages: of imports, exports, `import()`, `require` and `import.meta.resolve`, each once. */
export function importedPackages(text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  const resolved = [...text.matchAll(/\b(?:import\.meta|require)\.resolve\(['"]([^'"]+)['"]/g)].map(
    ([, name]) => name!,
  )
  const names = [...importedFiles.map(({ fileName }) => fileName), ...resolved]
    .filter((name) => /^[@\w]/.test(name) && !isBuiltin(name) && !name.includes('${'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
  return [...new Set(names)]
}
