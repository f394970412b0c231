// The import arrows of arrows.ts, checked over the tree: `node scripts/check-arrows.ts [root]`. Lists each broken
// arrow and exits 1; also when a file escaped the check, for then nothing is proved.
import { existsSync, globSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { arrowRules, rooms } from './arrows.ts'

/** What a check found. `moduleCount` counts the files under src, viewer and contract that were looked at,
 * `fileCount` those on disk; each violation reads `from -> to (rule)`. */
export interface ArrowReport {
  moduleCount: number
  fileCount: number
  violations: string[]
}

const floorFolders = ['src', 'viewer', 'contract']
const folders = [...floorFolders, 'test', 'scripts', 'bench']

/** Checks the tree at `root`, which holds package.json and src. */
export async function checkArrows(root: string): Promise<ArrowReport> {
  const found = await cruiseTree(root)
  const modules = found.modules.filter(({ source }) => floorFolders.includes(source.split('/')[0]!))
  const broken = found.summary.violations.map(({ from, to, unresolvedTo, rule }) => {
    const target = to.includes('node_modules/') ? unresolvedTo : to
    return `${from} -> ${target} (${rule.name})`
  })
  return {
    moduleCount: modules.filter(({ source }) => isSource(source)).length,
    fileCount: countFiles(root),
    violations: [...broken, ...unlistedRooms(root)].sort(),
  }
}

/** True when no arrow is broken and every file was looked at; a tree without files proves nothing. */
export function holds({ moduleCount, fileCount, violations }: ArrowReport): boolean {
  return violations.length === 0 && moduleCount > 0 && moduleCount >= fileCount
}

async function cruiseTree(root: string): Promise<ICruiseResult> {
  const tsConfigFile = resolve(import.meta.dirname, '../tsconfig.json')
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      ruleSet: arrowRules(),
      validate: true,
      // Type-only imports are arrows too.
      tsPreCompilationDeps: true,
      tsConfig: { fileName: tsConfigFile },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^scripts/planted/' },
    },
    {
      bustTheCache: true,
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
    { tsConfig: extractTsConfig(tsConfigFile) },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser reported text instead of its findings')
  return output
}

function isSource(path: string): boolean {
  return /\.tsx?$/.test(path)
}

function countFiles(root: string): number {
  const inFloor = floorFolders.map((folder) => `${folder}/**/*.{ts,tsx}`)
  return globSync(inFloor, { cwd: root, exclude: ['**/node_modules/**'] }).length
}

function unlistedRooms(root: string): string[] {
  const listed = new Set(Object.values(rooms).map(({ path }) => path))
  return readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => `src/${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .filter((path) => !listed.has(path))
    .map((path) => `${path} -> scripts/arrows.ts (unlisted)`)
}

function print({ moduleCount, fileCount, violations }: ArrowReport): void {
  for (const line of violations) console.log(line)
  if (moduleCount < fileCount) console.log(`arrows: only ${moduleCount} of ${fileCount} files were checked`)
  console.log(`arrows: ${moduleCount} modules, ${violations.length} violations`)
}

if (import.meta.main) {
  const report = await checkArrows(resolve(process.argv[2] ?? '.'))
  print(report)
  process.exitCode = holds(report) ? 0 : 1
}
