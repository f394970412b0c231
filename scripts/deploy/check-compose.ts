// Whether compose.yaml and its example of settings fit the project, the image, and each other.
import { parse } from 'yaml'
import { readConfig } from '../../src/config.ts'
import { finalStage, type Image, probeFaults } from './check-image.ts'
import { allOf, environmentOf } from './dockerfile.ts'
import type { Facts } from './facts.ts'

interface Service {
  image?: string
  command?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | number>
  ports?: string[]
  volumes?: string[]
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, { condition: string }>
}

interface Compose {
  services: Record<string, Service>
  volumes?: Record<string, unknown>
}

/** The texts of all files; `example` are the settings to be filled in. */
export interface Deployment extends Image {
  compose: string
  example: string
}

/** Settings of services that are not ours, which only the example and they know. */
const foreignVariables: ReadonlySet<string> = new Set(['POSTGRES_PASSWORD'])
/** What all processes of one installation must have the same. */
const shared = ['DATABASE_URL', 'DATA_KEY', 'MEDIA_STORE', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']

/** One line for each thing that does not fit. */
export function composeFaults(files: Deployment, facts: Facts): string[] {
  const compose: Compose = parse(files.compose, { merge: true })
  const services = Object.entries(compose.services)
  const ours = services.filter(([, { image }]) => image?.startsWith('verbatim:'))
  const faults = [
    ...services.flatMap(([name, service]) => named(name, serviceFaults(service, compose))),
    ...ours.flatMap(([name, service]) => named(name, ownFaults(service, files, facts))),
    ...sharedFaults(ours),
  ]
  return [...faults.map((fault) => `compose.yaml: ${fault}`), ...exampleFaults(files, compose, facts)]
}

function named(name: string, faults: string[]): string[] {
  return faults.map((fault) => `${name}: ${fault}`)
}

/** What is asked of every service, whoever made its image. */
function serviceFaults({ image = '', volumes = [], depends_on = {} }: Service, compose: Compose): string[] {
  const faults = /:v?\d/.test(image) ? [] : [`image ${image || 'none'} names no version`]
  for (const volume of volumes) {
    const [source = ''] = volume.split(':')
    if (!/^[./]/.test(source) && !(source in (compose.volumes ?? {}))) faults.push(`no volume ${source}`)
  }
  for (const [name, { condition }] of Object.entries(depends_on)) {
    const other = compose.services[name]
    if (!other) faults.push(`waits for ${name}, which is no service`)
    else if (condition === 'service_healthy' && !other.healthcheck?.test) {
      faults.push(`waits for the health of ${name}, which has no check`)
    }
  }
  return faults
}

/** What is asked of a service that runs our image. */
function ownFaults(service: Service, files: Deployment, facts: Facts): string[] {
  const stage = finalStage(files)
  const inImage = environmentOf(stage)
  const { image, command = [], entrypoint, environment = {}, ports = [], healthcheck } = service
  const faults = image === `verbatim:${facts.manifest.version}` ? [] : [`${image} is not this version`]
  for (const name of Object.keys(environment))
    if (!facts.settings.has(name)) faults.push(`${name} is no setting`)
  if (entrypoint) {
    const file = entrypoint[1] ?? ''
    const copied = allOf(stage, 'COPY').some((rest) => rest.split(/\s+/).includes(file))
    if (!copied || !facts.exists(file)) faults.push(`entrypoint ${file} is not in the image`)
  } else if (!facts.commands.has(command[0] ?? '')) faults.push(`${command[0]}: no such command`)
  for (const port of ports) {
    if (port.split(':').at(-1) !== inImage.get('PORT')) faults.push(`port ${port} leads nowhere`)
  }
  if (healthcheck?.test) {
    const variables = new Set([...inImage.keys(), ...Object.keys(environment)])
    faults.push(...probeFaults(healthcheck.test.slice(1), { facts, variables }))
  }
  return faults
}

function sharedFaults(ours: readonly (readonly [string, Service])[]): string[] {
  const processes = ours.filter(([, { entrypoint }]) => !entrypoint)
  return shared.flatMap((name) => {
    const values = new Set(processes.map(([, { environment }]) => environment?.[name]))
    return values.size === 1 && !values.has(undefined) ? [] : [`${name} is not the same for all`]
  })
}

function exampleFaults(files: Deployment, compose: Compose, facts: Facts): string[] {
  const example = new Map(
    [...files.example.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
  )
  const asked = new Set([...files.compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name!))
  const faults = [
    ...[...asked].filter((name) => !example.has(name)).map((name) => `lacks ${name}`),
    ...[...example.keys()].filter((name) => !asked.has(name)).map((name) => `${name} is not in compose.yaml`),
    ...[...example.keys()]
      .filter((name) => !facts.settings.has(name) && !foreignVariables.has(name))
      .map((name) => `${name} is no setting`),
  ]
  for (const [name, value] of example) {
    if (value === '') continue
    const secret = facts.secrets.has(name) || foreignVariables.has(name)
    if (secret && !value.includes('${')) faults.push(`${name} holds a secret`)
    faults.push(...valueFaults(name, value, { compose, facts }))
  }
  return faults.map((fault) => `deploy/example.env: ${fault}`)
}

/** Whether the setting takes the value, and whether an address leads to one of the services. */
function valueFaults(
  name: string,
  value: string,
  { compose, facts }: { compose: Compose; facts: Facts },
): string[] {
  if (!facts.settings.has(name)) return []
  try {
    readConfig({ [name]: value })
  } catch (error) {
    return [(error as Error).message]
  }
  const url = URL.parse(value.replaceAll(/\$\{\w+\}/g, 'x'))
  if (!url || url.protocol === 's3:' || url.hostname === '') return []
  const service = compose.services[url.hostname]
  if (!service) return [`${name} leads to ${url.hostname}, which is no service`]
  const listens = service.command?.includes(`:${url.port}`) || url.protocol.startsWith('postgres')
  return listens ? [] : [`${name} leads to port ${url.port}, where ${url.hostname} does not listen`]
}
