// Whether two OpenAPI documents promise the same, whatever words they use: names, places, types, patterns, choices,
// codes and headers count; texts, samples, servers and order do not.
import type { Json, JsonObject } from './schema.ts'

/** Differences of `ours` from `official`, one a line: where, and what is expected and found. None when they promise
 * the same. */
export function compareContracts(ours: JsonObject, official: JsonObject): string[] {
  return differences(essence(official), essence(ours), '')
}

/** Keywords that only tell people something. */
const wording = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'info',
  'servers',
  'x-twilio',
])
/** Keywords whose value is keyed by names of the author's choice, so that a name may read like a keyword. */
const nameMaps = new Set([
  'paths',
  'properties',
  'schemas',
  'headers',
  'responses',
  'content',
  'securitySchemes',
])
/** Keywords whose list has no order. */
const sets = new Set(['enum', 'required', 'tags'])

/** The value without wording, its unordered lists turned into objects. */
function essence(value: Json, isNameMap = false): Json {
  if (Array.isArray(value)) return value.map((one) => essence(one))
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([key]) => isNameMap || !wording.has(key))
  return Object.fromEntries(kept.map(([key, one]) => [key, isNameMap ? essence(one) : unordered(key, one)]))
}

function unordered(key: string, value: Json): Json {
  if (!Array.isArray(value)) return essence(value, nameMaps.has(key))
  if (key === 'parameters') {
    return Object.fromEntries((value as JsonObject[]).map((one) => [`${one.in} ${one.name}`, essence(one)]))
  }
  if (!sets.has(key)) return essence(value)
  // The tags of an operation are texts, those of a document objects with a name.
  return Object.fromEntries(value.map((one) => [isObject(one) ? String(one.name) : String(one), true]))
}

function differences(official: Json | undefined, ours: Json | undefined, path: string): string[] {
  if (official === undefined) return [`${path}: ${short(ours)} is not in the official document`]
  if (ours === undefined) return [`${path}: ${short(official)} is missing`]
  if (!isObject(official) || !isObject(ours)) {
    const same = JSON.stringify(official) === JSON.stringify(ours)
    return same ? [] : [`${path}: ${short(official)} expected, ${short(ours)} found`]
  }
  const keys = [...new Set([...Object.keys(official), ...Object.keys(ours)])].sort()
  return keys.flatMap((key) => differences(official[key], ours[key], path ? `${path} > ${key}` : key))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function short(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
