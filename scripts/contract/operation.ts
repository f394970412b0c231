// One route as an operation of an OpenAPI document.
import type { AnswerHeader } from '../../src/http/answer-headers.ts'
import type { NamedRoute } from './route-table.ts'
import { type Json, type JsonObject, type SchemaStyle, toOpenApi } from './schema.ts'

/** How a document writes its operations. */
export interface OperationStyle {
  components: SchemaStyle['components']
  /** Whether answers say which properties are always there; what a form requires is always said. */
  withRequired: boolean
  /** For routes that name no tag. */
  defaultTag: string
}

const descriptions: Record<string, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'The resource was deleted successfully.',
}

const headerGroups: Record<AnswerHeader, Record<string, string>> = {
  etag: { ETag: 'The version, for If-Match.' },
  rate: {
    'X-Rate-Limit-Limit': 'How many requests an account may make in a while.',
    'X-Rate-Limit-Remaining': 'How many of them are left.',
    'X-Rate-Limit-Config': 'The limit and its while, e.g. `100/1s`.',
  },
  cors: {
    'Access-Control-Allow-Origin': 'Which pages may read the answer.',
    'Access-Control-Allow-Methods': 'Methods that pages may use.',
    'Access-Control-Allow-Headers': 'Headers that pages may send.',
    'Access-Control-Allow-Credentials': 'Whether browsers send credentials of their own.',
    'Access-Control-Expose-Headers': 'Headers that pages may read.',
  },
}

/** The operation. Schemas that have a name go to the components of `style`. */
export function writeOperation(route: NamedRoute, style: OperationStyle): JsonObject {
  const { operationId, summary } = route
  const parameters = [
    ...parametersOf('path', route.params, style),
    ...parametersOf('header', route.headers, style),
    ...parametersOf('query', route.querystring, style),
  ]
  return {
    operationId,
    tags: route.tags.length > 0 ? [...route.tags] : [style.defaultTag],
    ...(summary && { summary }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && { requestBody: requestBody(route, style) }),
    responses: responsesOf(route, style),
    security: route.isOpen ? [] : [{ accountSid_authToken: [] }],
  }
}

interface ObjectSchema {
  properties: Record<string, unknown>
  required?: string[]
}

function parametersOf(place: 'path' | 'header' | 'query', schema: unknown, style: OperationStyle): Json[] {
  if (!schema) return []
  const { properties, required = [] } = schema as ObjectSchema
  return Object.entries(properties).map(([name, one]) => {
    const { description, ...rest } = toOpenApi(one, { ...style, withRequired: true })
    return {
      name,
      in: place,
      ...(description !== undefined && { description }),
      ...(required.includes(name) && { required: true }),
      schema: rest,
    }
  })
}

function requestBody({ operationId, body }: NamedRoute, style: OperationStyle): JsonObject {
  const schema = { title: `${operationId}Request`, ...toOpenApi(body, { ...style, withRequired: true }) }
  return { content: { 'application/x-www-form-urlencoded': { schema } } }
}

function responsesOf(route: NamedRoute, style: OperationStyle): JsonObject {
  const headers = headersOf(route)
  const responses: JsonObject = {}
  for (const [status, schema] of Object.entries(route.response)) {
    responses[status] = {
      description: descriptions[status] ?? 'The answer.',
      ...(headers && { headers }),
      ...(status !== '204' && { content: { 'application/json': { schema: answer(route, schema, style) } } }),
    }
  }
  return Object.keys(responses).length > 0 ? responses : { default: { description: 'The answer.' } }
}

function answer({ operationId }: NamedRoute, schema: unknown, style: OperationStyle): JsonObject {
  const written = toOpenApi(schema, style)
  return '$ref' in written ? written : { title: `${operationId}Response`, ...written }
}

function headersOf({ answerHeaders }: NamedRoute): JsonObject | null {
  const groups: AnswerHeader[] = ['etag', 'rate', 'cors']
  const named = groups.filter((group) => answerHeaders.includes(group))
  const headers = named.flatMap((group) => Object.entries(headerGroups[group]))
  const schemaOf = (name: string) => ({
    type: name === 'Access-Control-Allow-Credentials' ? 'boolean' : 'string',
  })
  if (headers.length === 0) return null
  return Object.fromEntries(
    headers.map(([name, description]) => [name, { description, schema: schemaOf(name) }]),
  )
}
