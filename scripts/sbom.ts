// The bill of materials of a package, CycloneDX as JSON: `node scripts/sbom.ts [FILE]`. npm's own, and what our package
// carries of others itself.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockedPackages } from './package/lockfile.ts'

/** As far as it is looked at here. */
export interface Sbom {
  bomFormat: string
  metadata: { component: { 'bom-ref': string } }
  components: SbomComponent[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

/** A package in it. */
export interface SbomComponent {
  'bom-ref': string
  name: string
  version: string
  scope: string
}

/** The bill of the project at `root`, by its lockfile. npm makes it of everything and it is cut down here: with
 * `--omit=dev` npm leaves out what a development dependency needs, too.
 * @throws Error when npm can not make it */
export function billOfMaterials(root: string): Sbom {
  const shipped = new Set(lockedPackages(root).map(({ name, version }) => `${name}@${version}`))
  const whole = npmSbom(root)
  const components = whole.components
    .filter(({ name, version }) => shipped.has(`${name}@${version}`))
    .map((one) => ({ ...one, scope: 'required' }))
  const known = new Set(components.map((one) => one['bom-ref']))
  const itself = whole.metadata.component['bom-ref']
  const dependencies = whole.dependencies
    .filter(({ ref }) => ref === itself || known.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }))
  return { ...whole, components, dependencies }
}

function npmSbom(root: string): Sbom {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  return JSON.parse(execFileSync(npm, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }))
}

if (import.meta.main) {
  const text = `${JSON.stringify(billOfMaterials(join(import.meta.dirname, '..')), null, 2)}\n`
  const target = process.argv[2]
  if (target) writeFileSync(target, text)
  else process.stdout.write(text)
}
