// What the config of a custom operator may hold, and the rules of json_result_schema (contract section 13). The
// syntax of phrase patterns is checked by the engine that reads them.

/** Names of the operator types that custom operators can be made of. */
export type ConfigurableType = 'Generative' | 'GenerativeJSON' | 'PhraseMatching'

/** One phrase list of a PhraseMatching config. */
export interface PhraseSet {
  name: string
  phrases: string[]
  /** `stem` when absent. */
  match?: 'exact' | 'stem' | 'fuzzy' | 'pattern'
  /** Only sentences of speakers with this role, in any case; all sentences when absent. */
  role?: string
}

/** A valid config of PhraseMatching, under the names it has on the wire. */
export interface PhraseMatchingConfig {
  phrase_sets: PhraseSet[]
}

/** A valid config of Generative, or of GenerativeJSON when it has a `json_result_schema`. */
export interface GenerativeConfig {
  prompt: string
  examples?: { input: string; output: unknown }[]
  json_result_schema?: Record<string, unknown>
}

const prompt = { type: 'string', minLength: 1, maxLength: 4000 }

function examples(output: object) {
  return {
    type: 'array',
    items: {
      type: 'object',
      required: ['input', 'output'],
      properties: { input: { type: 'string' }, output },
    },
  }
}

function draft07(properties: object, required: string[]) {
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', required, properties }
}

const phraseSet = {
  type: 'object',
  required: ['name', 'phrases'],
  properties: {
    name: { type: 'string', minLength: 1 },
    phrases: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: { type: 'string', minLength: 1, maxLength: 200 },
    },
    match: { enum: ['exact', 'stem', 'fuzzy', 'pattern'], default: 'stem' },
    role: { type: 'string' },
  },
}

/** JSON Schemas (draft-07) of the configs by operator type: published as `config_schema` and validated with. */
export const configSchemas: Record<ConfigurableType, object> = {
  Generative: draft07({ prompt, examples: examples({ type: 'string' }) }, ['prompt']),
  GenerativeJSON: draft07(
    {
      prompt,
      examples: examples({ type: ['string', 'object'] }),
      json_result_schema: {
        type: 'object',
        required: ['type', 'properties'],
        properties: { type: { const: 'object' }, properties: { type: 'object' } },
      },
    },
    ['prompt', 'json_result_schema'],
  ),
  PhraseMatching: draft07({ phrase_sets: { type: 'array', minItems: 1, maxItems: 100, items: phraseSet } }, [
    'phrase_sets',
  ]),
}

type Schema = Record<string, unknown>

const allowedTypes: unknown[] = ['string', 'number', 'boolean', 'integer', 'object', 'array']
const maxProperties = 100
const maxLevels = 5
const maxEnumValues = 500

/** What is wrong with a json_result_schema: the first violation of contract section 13 as a sentence, or null.
 * Keywords that are not supported are no violation. Levels are counted by objects, the root being the first; an
 * array shares the level of the objects in it, an array or anyOf directly in another one is a level of its own. */
export function checkResultSchema(schema: unknown): string | null {
  if (!isSchema(schema) || schema.type !== 'object') return 'json_result_schema must be of type object'
  if (!isSchema(schema.properties)) return 'json_result_schema must have properties'
  const counts = { properties: 0, enumValues: 0 }
  return checkPosition({ schema, path: 'json_result_schema', level: 1 }, counts)
}

interface Position {
  schema: unknown
  path: string
  level: number
}

function checkPosition(
  position: Position,
  counts: { properties: number; enumValues: number },
): string | null {
  const { schema, path, level } = position
  if (!isSchema(schema)) return `${path} must be an object`
  const shapeFault = checkShape(schema, path)
  if (shapeFault) return shapeFault
  counts.properties += isSchema(schema.properties) ? Object.keys(schema.properties).length : 0
  counts.enumValues += Array.isArray(schema.enum) ? schema.enum.length : 0
  if (counts.properties > maxProperties) return `json_result_schema has more than ${maxProperties} properties`
  if (counts.enumValues > maxEnumValues)
    return `json_result_schema has more than ${maxEnumValues} enum values`
  const isContainer = schema.properties || schema.items || schema.anyOf
  if (level > maxLevels && isContainer) return `${path} is more than ${maxLevels} levels deep`
  for (const child of childrenOf(position, schema)) {
    const found = checkPosition(child, counts)
    if (found) return found
  }
  return null
}

function checkShape(schema: Schema, path: string): string | null {
  const types = 'type' in schema ? [schema.type].flat() : []
  const unknown = types.find((type) => !allowedTypes.includes(type))
  if (unknown !== undefined) return `${path} has the type ${JSON.stringify(unknown)}, which is not supported`
  if (types.length === 0 && !('enum' in schema) && !('anyOf' in schema))
    return `${path} needs a type, an enum or anyOf`
  for (const keyword of ['enum', 'anyOf'] as const) {
    const list = schema[keyword]
    if (keyword in schema && !(Array.isArray(list) && list.length > 0))
      return `${path}.${keyword} must be a list that is not empty`
  }
  for (const keyword of ['properties', 'items'] as const) {
    if (keyword in schema && !isSchema(schema[keyword])) return `${path}.${keyword} must be an object`
  }
  return null
}

function childrenOf({ path, level }: Position, schema: Schema): Position[] {
  const properties = Object.entries((schema.properties ?? {}) as Schema)
  const branches = (schema.anyOf ?? []) as unknown[]
  const deeper = (child: unknown, keyword: string) =>
    isSchema(child) && keyword in child ? level + 1 : level
  return [
    ...properties.map(([name, child]) => ({ schema: child, path: `${path}.${name}`, level: level + 1 })),
    ...('items' in schema
      ? [{ schema: schema.items, path: `${path}.items`, level: deeper(schema.items, 'items') }]
      : []),
    ...branches.map((child, index) => ({
      schema: child,
      path: `${path}.anyOf[${index}]`,
      level: deeper(child, 'anyOf'),
    })),
  ]
}

/** The schema that is sent to the model and that answers are checked against: objects take exactly their listed
 * properties, all of them required, and keywords beyond the supported ones are gone.
 * @param schema one that {@link checkResultSchema} has nothing against */
export function hardenResultSchema(schema: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    if (keyword === 'properties') return [[keyword, mapValues(value as Schema, hardenResultSchema)]]
    if (keyword === 'items') return [[keyword, hardenResultSchema(value as Schema)]]
    if (keyword === 'anyOf') return [[keyword, (value as Schema[]).map(hardenResultSchema)]]
    return plainKeywords.includes(keyword) ? [[keyword, value]] : []
  })
  const isObject = 'properties' in schema || [schema.type].flat().includes('object')
  const required = Object.keys((schema.properties ?? {}) as Schema)
  return Object.fromEntries(
    isObject ? [...kept, ['required', required], ['additionalProperties', false]] : kept,
  )
}

const plainKeywords = ['type', 'enum', 'title', 'description']

function mapValues(schemas: Schema, change: (schema: Schema) => Schema): Schema {
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, change(one as Schema)]))
}

/** `value` with the keys of its objects in the order of `schema`, all the way down; keys that the schema lacks come
 * last. Of an anyOf the first branch counts that has the shape of the value. */
export function orderKeys(value: unknown, schema: unknown): unknown {
  if (!isSchema(schema)) return value
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf : []
  const branch = branches.find((one) => hasShape(value, one))
  if (branch !== undefined) return orderKeys(value, branch)
  if (Array.isArray(value)) return value.map((one) => orderKeys(one, schema.items))
  if (!isSchema(value)) return value
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const known = Object.keys(properties).filter((key) => Object.hasOwn(value, key))
  const extra = Object.keys(value).filter((key) => !Object.hasOwn(properties, key))
  return Object.fromEntries([
    ...known.map((key) => [key, orderKeys(value[key], properties[key])]),
    ...extra.map((key) => [key, value[key]]),
  ])
}

function hasShape(value: unknown, schema: unknown): boolean {
  if (!isSchema(schema)) return false
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((one) => hasShape(value, one))
  if (Array.isArray(value)) {
    return schema.type === 'array' && value.every((one) => !schema.items || hasShape(one, schema.items))
  }
  if (!isSchema(value)) return !isSchema(schema.properties) && schema.type !== 'array'
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const names = Object.keys(properties)
  return (
    names.length === Object.keys(value).length &&
    names.every((name) => Object.hasOwn(value, name) && hasShape(value[name], properties[name]))
  )
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
