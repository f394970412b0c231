// Whether the Dockerfile and .dockerignore fit the project they build.
import { allOf, environmentOf, readStages, type Stage, wordsOf } from './dockerfile.ts'
import type { Facts } from './facts.ts'
import { createIgnore } from './ignore.ts'

/** Set for the machine, not for Verbatim. */
const machineVariables: ReadonlySet<string> = new Set(['MALLOC_ARENA_MAX', 'ORT_DISABLE_TELEMETRY'])
/** What may never reach an image. */
const keptOut = [
  '.env',
  'deploy/.env',
  '.git/config',
  'data/secrets.json',
  'node_modules/x/index.js',
  'dist/a.js',
]
/** What npm puts into a package by itself. */
const packedAnyway = ['package.json', 'README.md', 'LICENSE']

/** The texts, and what is made of them for others. */
export interface Image {
  dockerfile: string
  dockerignore: string
}

/** The stage that runs, and what it sets.
 * @throws Error when there is none */
export function finalStage({ dockerfile }: Pick<Image, 'dockerfile'>): Stage {
  const stage = readStages(dockerfile).at(-1)
  if (!stage) throw new Error('Dockerfile has no FROM')
  return stage
}

/** One line for each thing that does not fit. */
export function imageFaults(image: Image, facts: Facts): string[] {
  const stages = readStages(image.dockerfile)
  const ignored = createIgnore(image.dockerignore)
  const faults = [
    ...stages.flatMap(({ from }) => baseFaults(from, facts)),
    ...stages.flatMap((stage, at) => copyFaults(stage, stages.slice(0, at), { facts, ignored })),
    ...stages.flatMap((stage) => scriptFaults(stage, { facts, ignored })),
    ...runFaults(finalStage(image), facts),
    ...packedPaths(facts)
      .filter(ignored)
      .map((path) => `${path} is in the package, and left out of the image`),
    ...keptOut.filter((path) => !ignored(path)).map((path) => `${path} is not left out`),
  ]
  return faults.map((fault) => `Dockerfile: ${fault}`)
}

function baseFaults(from: string, { manifest }: Facts): string[] {
  const node = manifest.devDependencies.node ?? ''
  return from.startsWith(`node:${node}-`) ? [] : [`${from} is not the Node of package.json, ${node}`]
}

interface Looked {
  facts: Facts
  ignored(path: string): boolean
}

function copyFaults(stage: Stage, before: readonly Stage[], { facts, ignored }: Looked): string[] {
  return allOf(stage, 'COPY').flatMap((rest) => {
    const words = rest.split(/\s+/)
    const origin = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
    if (origin !== undefined) {
      return before.some(({ name }) => name === origin) ? [] : [`COPY --from=${origin}: no such stage`]
    }
    return words.slice(0, -1).flatMap((path) => {
      if (path === '.') return []
      if (!facts.exists(path)) return [`COPY ${path}: no such file`]
      return ignored(path) ? [`COPY ${path}: it is in .dockerignore`] : []
    })
  })
}

/** npm scripts that are run, and the files that they run in turn. */
function scriptFaults(stage: Stage, { facts, ignored }: Looked): string[] {
  const names = allOf(stage, 'RUN').flatMap((rest) =>
    [...rest.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!),
  )
  return names.flatMap((name) => {
    const script = facts.manifest.scripts[name]
    if (script === undefined) return [`npm run ${name}: no such script`]
    const files = [...script.matchAll(/node (\S+\.\w+)/g)].map(([, file]) => file!)
    return files
      .filter((file) => !facts.exists(file) || ignored(file))
      .map((file) => `npm run ${name}: ${file} is not in the image`)
  })
}

function runFaults(stage: Stage, facts: Facts): string[] {
  const environment = environmentOf(stage)
  const faults = [...environment.keys()]
    .filter((name) => !facts.settings.has(name) && !machineVariables.has(name))
    .map((name) => `ENV ${name} is no setting`)
  const [port, exposed] = [environment.get('PORT'), allOf(stage, 'EXPOSE')[0]]
  if (port !== facts.port || exposed !== port)
    faults.push(`PORT ${port}, EXPOSE ${exposed}, default ${facts.port}`)
  const user = allOf(stage, 'USER').at(-1)
  if (user === undefined || user === 'root' || user === '0') faults.push('it runs as root')
  if (!allOf(stage, 'VOLUME').includes(environment.get('DATA_DIR') ?? ''))
    faults.push('DATA_DIR is no volume')
  const [, launcher] = wordsOf(allOf(stage, 'ENTRYPOINT')[0])
  if (launcher !== facts.manifest.bin.verbatim) faults.push(`ENTRYPOINT runs ${launcher}`)
  const [command = ''] = wordsOf(allOf(stage, 'CMD')[0])
  if (!facts.commands.has(command)) faults.push(`CMD ${command}: no such command`)
  const probe = wordsOf(allOf(stage, 'HEALTHCHECK')[0])
  return [...faults, ...probeFaults(probe, { facts, variables: new Set(environment.keys()) })]
}

/** A probe is `node <file> <setting with the port> <path>`. */
export function probeFaults(
  [, file = '', variable = '', path = '']: readonly string[],
  { facts, variables }: { facts: Facts; variables: ReadonlySet<string> },
): string[] {
  const faults: string[] = []
  if (!facts.exists(file)) faults.push(`health check runs ${file || 'nothing'}: no such file`)
  if (!variables.has(variable)) faults.push(`health check reads ${variable}, which is not set`)
  if (!facts.healthPaths.has(path)) faults.push(`health check asks ${path}: no such path`)
  return faults
}

/** Those that stand in the checkout; what is built comes later. */
function packedPaths({ manifest, exists }: Facts): string[] {
  const named = manifest.files.filter((path) => !/^!|^dist|\*/.test(path) && exists(path))
  return [...named, ...packedAnyway]
}
