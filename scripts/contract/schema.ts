// TypeBox schemas in the words of OpenAPI 3.0, which has no `const`, no null type, and no types in lists.

/** A value of a JSON document. */
export type Json = null | boolean | number | string | Json[] | JsonObject
/** An object of a JSON document. */
export interface JsonObject {
  [name: string]: Json
}

/** How schemas are written down: named ones are gathered in `components` and referred to. */
export interface SchemaStyle {
  components: Map<string, JsonObject>
  /** Whether objects say which properties are always there. Named ones never do: they are those of the official
   * document, which does not, and are the same wherever they are used. */
  withRequired: boolean
}

const asIs = [
  'type',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'default',
  'nullable',
]
const alsoAsIs = ['title', 'description', 'example', 'minItems', 'maxItems', 'uniqueItems']
const copied = new Set([...asIs, ...alsoAsIs])

/** The schema in the words of OpenAPI 3.0.
 * @throws Error for a keyword that has no counterpart, and for two different components of one name */
export function toOpenApi(schema: unknown, style: SchemaStyle): JsonObject {
  const source = schema as Record<string, unknown>
  if (source['x-documented']) return toOpenApi(source['x-documented'], style)
  const { 'x-component': name, ...rest } = source
  if (typeof name !== 'string') return write(rest, style)
  return hoist(name, write(rest, { ...style, withRequired: false }), style)
}

function hoist(name: string, schema: JsonObject, { components }: SchemaStyle): JsonObject {
  const known = components.get(name)
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two different schemas are called ${name}`)
  }
  components.set(name, schema)
  return { $ref: `#/components/schemas/${name}` }
}

function write(source: Record<string, unknown>, style: SchemaStyle): JsonObject {
  const target: JsonObject = {}
  for (const [keyword, value] of Object.entries(source)) {
    if (keyword.startsWith('~')) continue
    if (copied.has(keyword)) target[keyword] = value as Json
    else Object.assign(target, translate(keyword, value, style))
  }
  return target
}

function translate(keyword: string, value: unknown, style: SchemaStyle): JsonObject {
  switch (keyword) {
    case 'properties': {
      const entries = Object.entries(value as object)
      return { properties: Object.fromEntries(entries.map(([name, one]) => [name, toOpenApi(one, style)])) }
    }
    case 'required':
      return style.withRequired ? { required: value as Json } : {}
    case 'items':
      return { items: toOpenApi(value, style) }
    case 'enum':
      return enumOf(value as Json[])
    case 'const':
      return enumOf([value as Json])
    case 'anyOf':
      return choiceOf(value as Record<string, unknown>[], style)
    case 'additionalProperties':
      return { additionalProperties: typeof value === 'boolean' ? value : toOpenApi(value, style) }
    case 'patternProperties':
      return { additionalProperties: toOpenApi(Object.values(value as object)[0], style) }
    default:
      throw new Error(`no counterpart in OpenAPI 3.0 for the keyword ${keyword}`)
  }
}

function enumOf(values: Json[]): JsonObject {
  const type = typeof values[0]
  return { ...(values.every((value) => typeof value === type) && { type }), enum: values }
}

function choiceOf(choices: Record<string, unknown>[], style: SchemaStyle): JsonObject {
  const some = choices.filter(({ type }) => type !== 'null').map((choice) => toOpenApi(choice, style))
  const nullable: JsonObject = some.length < choices.length ? { nullable: true } : {}
  return some.length === 1 && !('$ref' in some[0]!)
    ? { ...some[0], ...nullable }
    : { anyOf: some, ...nullable }
}
