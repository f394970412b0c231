// THIRD_PARTY_NOTICES: every npm package that comes with ours, its licence and the text of it: `node
// scripts/third-party.ts [--check]`. Fails on a licence that is not allowed; with --check also when the file is old.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriedPackages } from './package/carried.ts'
import { licenceFaults } from './package/licences.ts'
import { type LockedPackage, lockedPackages } from './package/lockfile.ts'

const FILE = 'THIRD_PARTY_NOTICES'
const head = `Third-party notices of Verbatim

Made by scripts/third-party.ts from package-lock.json and the licence files of the packages. NOTICE says more about
models, word lists and libraries inside packages. Equal texts stand here once, after the copyright lines of all packages
that have them.
`
/** Where a package holds no text. */
const NO_TEXT = `These packages hold no licence file; their package.json names the licence, above. The text of the MIT License is
the one that begins with "Permission is hereby granted, free of charge".`

/** A package with what its licence file says: the lines about copyright, and the rest. */
interface LicencedPackage extends LockedPackage {
  copyright: string[]
  text: string
}

/** The whole file, for the packages installed at `root`.
 * @throws Error when one of them is not installed */
export function notices(root: string): string {
  const packages = lockedPackages(root)
  const list = packages.map(({ name, version, license }) => {
    const carried = carriedPackages[name]
    return `${name} ${version}: ${license}${carried ? ` (${carried})` : ''}`
  })
  // Which of the platforms' packages are there is the machine's affair; their texts are those of their parent.
  const licenced = packages.filter(({ platform }) => !platform).map((one) => readLicence(root, one))
  const groups = Map.groupBy(licenced, ({ text }) => text.replace(/\s+/g, ' '))
  const texts = [...groups.values()].map((group) => {
    const lines = group.flatMap(({ name, version, copyright }) => [
      `${name} ${version}`,
      ...copyright.map((line) => `  ${line}`),
    ])
    return `${'-'.repeat(80)}\n${lines.join('\n')}\n\n${group[0]!.text}\n`
  })
  return [head, ...list, '', ...texts].join('\n')
}

function readLicence(root: string, found: LockedPackage): LicencedPackage {
  const folder = join(root, found.folder)
  if (!existsSync(folder)) throw new Error(`${found.folder} is not installed`)
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^(licen[cs]e|copying)/i.test(name))
  if (!file) return { ...found, copyright: [authorOf(folder)], text: NO_TEXT }
  const lines = readFileSync(join(folder, file), 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
  const isCopyright = (line: string) => /^\W*(copyright (\(c\)|©|\d{4})|(\(c\)|©) ?\d{4})/i.test(line)
  // Titles differ where the texts are the same.
  const isTitle = (line: string) => /^\W*(the )?(mit|isc|bsd)[\w -]*licen[cs]e\W*(\(mit\))?\W*$/i.test(line)
  const text = lines.filter((line) => !isCopyright(line) && !isTitle(line)).join('\n')
  return {
    ...found,
    copyright: lines.filter(isCopyright).map((line) => line.trim()),
    text: text.replace(/\n{3,}/g, '\n\n').trim(),
  }
}

function authorOf(folder: string): string {
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const name: unknown = typeof author === 'object' && author !== null ? author.name : author
  return typeof name === 'string' && name !== '' ? `by ${name}` : 'by its authors'
}

/** Writes the file, or compares it.
 * @returns a line for each fault */
export function checkNotices(root: string, { write }: { write: boolean }): string[] {
  const faults = licenceFaults(lockedPackages(root), readFileSync(join(root, 'NOTICE'), 'utf8'))
  const path = join(root, FILE)
  const fresh = notices(root)
  if (write) writeFileSync(path, fresh)
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== fresh) {
    faults.push(`${FILE} is old: npm run notices`)
  }
  return faults
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const faults = checkNotices(root, { write: !process.argv.includes('--check') })
  for (const fault of faults) console.log(fault)
  console.log(`notices: ${lockedPackages(root).length} packages, ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
