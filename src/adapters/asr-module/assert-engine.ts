// Is what a user's module made a recogniser? Its shape only; whether it keeps the port's promises is the suite's.
import type { AsrCapabilities, AsrEngine } from '../../ports/asr.ts'

/** Pieces of speech are up to this long. */
const LEAST_SLICE_MS = 20_000

/** @throws Error that says what is missing or wrong */
export function assertEngine(made: unknown): asserts made is AsrEngine {
  if (!isRecord(made)) throw new Error('createEngine returned no object')
  if (typeof made.then === 'function') {
    throw new Error(
      'createEngine returned a promise; it returns the engine at once, ready() may take its time',
    )
  }
  for (const name of ['ready', 'recognise', 'close']) {
    if (typeof made[name] !== 'function') throw new Error(`the engine has no method ${name}`)
  }
  const fault = capabilitiesFault(made.capabilities)
  if (fault) throw new Error(`the engine's capabilities: ${fault}`)
}

function capabilitiesFault(given: unknown): string | null {
  if (!isRecord(given)) return 'there are none'
  const {
    name,
    languages,
    maxSliceMs,
    batchRows,
    batchSeconds,
    threads,
  }: Partial<Record<keyof AsrCapabilities, unknown>> = given
  if (typeof name !== 'string' || !/\S/.test(name)) return 'name is empty'
  if (!Array.isArray(languages) || languages.length === 0) return 'languages is no list, or empty'
  const bare = languages.find((tag) => !hasRegion(tag))
  if (bare !== undefined) return `language ${bare} is no tag with region, like en-US`
  if (!isAtLeast(maxSliceMs, LEAST_SLICE_MS)) return `maxSliceMs must be ${LEAST_SLICE_MS} or more`
  if (!isAtLeast(batchSeconds, LEAST_SLICE_MS / 1000)) return 'batchSeconds must be 20 or more'
  if (!isCount(batchRows)) return 'batchRows must be 1 or more'
  if (!isCount(threads)) return 'threads must be 1 or more'
  return null
}

function hasRegion(tag: unknown): boolean {
  try {
    return typeof tag === 'string' && new Intl.Locale(tag).region !== undefined
  } catch {
    return false
  }
}

function isAtLeast(value: unknown, least: number): boolean {
  return typeof value === 'number' && value >= least
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && isAtLeast(value, 1)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
