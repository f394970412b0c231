// Finds the module of a user's own recogniser, by path or by package name, and its function `createEngine`.
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { AsrEngine } from '../../ports/asr.ts'

/** What a module of a recogniser exports as `createEngine`, by name or inside its default export. */
export type CreateEngine = (options: EngineOptions) => AsrEngine

/** What an engine is told when it is made. */
export interface EngineOptions {
  /** How many batches it should work on at once: the setting WORKERS. */
  threads: number
}

/** Loads `name`: a path (`./engine.js`, from the working directory) or a package, which is looked for from the working
 * directory and then where this server is installed.
 * @throws Error that names the module and says what is wrong with it */
export function loadFactory(name: string): CreateEngine {
  let exported: unknown
  try {
    exported = requireFrom(find(name))
  } catch (cause) {
    throw new Error(`the recogniser module ${name} can not be loaded: ${firstLine(cause)}`, { cause })
  }
  const factory = member(exported, 'createEngine') ?? member(member(exported, 'default'), 'createEngine')
  if (!isFactory(factory)) {
    throw new Error(`the recogniser module ${name} exports no function createEngine`)
  }
  return factory
}

const requireFrom = createRequire(import.meta.url)

function find(name: string): string {
  const isPath = /^\.{0,2}[\\/]|^[A-Za-z]:[\\/]/.test(name)
  if (isPath) return resolve(name)
  try {
    return createRequire(join(process.cwd(), 'any')).resolve(name)
  } catch {
    return requireFrom.resolve(name)
  }
}

function member(of: unknown, name: string): unknown {
  const mayHold = (typeof of === 'object' && of !== null) || typeof of === 'function'
  return mayHold ? Reflect.get(of, name) : undefined
}

function isFactory(value: unknown): value is CreateEngine {
  return typeof value === 'function'
}

/** Node lists where it looked in further lines. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!
}
