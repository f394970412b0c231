// What files for containers are held against, taken from the code itself.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createProgram } from '../../src/cli/program.ts'
import { describeConfig } from '../../src/config.ts'
import { healthRoutes } from '../../src/resources/health/routes.ts'

/** The parts of package.json that matter here. */
export interface Manifest {
  version: string
  scripts: Record<string, string>
  files: string[]
  bin: Record<string, string>
  devDependencies: Record<string, string>
}

/** What is true of the project. */
export interface Facts {
  manifest: Manifest
  /** Names of all settings, and of those that are secret. */
  settings: ReadonlySet<string>
  secrets: ReadonlySet<string>
  /** Default of PORT. */
  port: string
  /** Commands of the command line. */
  commands: ReadonlySet<string>
  /** Paths that say whether a process is well. */
  healthPaths: ReadonlySet<string>
  exists(path: string): boolean
}

/** Gathers them at `root`. */
export function gatherFacts(root: string): Facts {
  const config = describeConfig()
  return {
    manifest: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
    settings: new Set(config.map(({ name }) => name)),
    secrets: new Set(config.filter(({ secret }) => secret).map(({ name }) => name)),
    port: config.find(({ name }) => name === 'PORT')?.shown ?? '',
    commands: new Set(createProgram().commands.map((command) => command.name())),
    healthPaths: registeredPaths(),
    exists: (path) => existsSync(join(root, path)),
  }
}

function registeredPaths(): ReadonlySet<string> {
  const paths = new Set<string>()
  const app = { get: (path: string) => paths.add(path) } as unknown as FastifyInstance
  healthRoutes(app, { checks: {} })
  return paths
}
