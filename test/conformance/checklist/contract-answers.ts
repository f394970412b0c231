// Judges answers by the contract document, strictly: no status that is not documented, no property missing, none too
// many, every format and enum word as it says.
import assert from 'node:assert/strict'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import contract from '../../../contract/intelligence-v2.json' with { type: 'json' }

type Json = Record<string, ReturnType<typeof JSON.parse>>

const methods = ['get', 'post', 'delete'] as const
const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('uri-map', true)
ajv.addFormat('int64', true)

/** One operation of the contract with the pattern of its path. */
interface Operation {
  id: string
  method: string
  pattern: RegExp
  /** Fixed words in the path; of two patterns that fit, the one with more of them is meant. */
  fixed: number
  responses: Map<number, ValidateFunction | null>
}

const operations: Operation[] = Object.entries(contract.paths as Json).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => toOperation(path, method, item[method])),
)

/** All operationIds of the contract. */
export const operationIds: readonly string[] = operations.map(({ id }) => id)

/** Ids of the operations that answers were judged for so far. */
export const judgedOperations = new Set<string>()

/** Asserts that an answer is one that the contract allows for its request; requests outside of it pass. Errors have
 * Twilio's shape. */
export function assertAllowed(
  request: { method: string; path: string },
  answer: { status: number; text: string },
) {
  if (answer.status >= 400) return assertErrorShape(answer)
  const path = request.path.split('?')[0]!.replace(/\/$/, '')
  const [operation] = operations
    .filter(({ method, pattern }) => method === request.method.toLowerCase() && pattern.test(path))
    .sort((a, b) => b.fixed - a.fixed)
  if (!operation) return
  const what = `${operation.id} ${answer.status}`
  assert.ok(operation.responses.has(answer.status), `${what}: the contract knows no such status`)
  judgedOperations.add(operation.id)
  const validate = operation.responses.get(answer.status)
  if (!validate) return assert.equal(answer.text, '', `${what}: the body must be empty`)
  const good = validate(JSON.parse(answer.text))
  assert.ok(good, `${what}: ${JSON.stringify(validate.errors)}`)
}

function assertErrorShape({ status, text }: { status: number; text: string }) {
  if (text === '') return
  const body = JSON.parse(text) as Json
  assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status'], text)
  assert.ok(Number.isInteger(body.code) && body.status === status, text)
  assert.ok(typeof body.message === 'string' && typeof body.more_info === 'string', text)
}

function toOperation(path: string, method: string, operation: Json): Operation {
  const words = path.split('/')
  const pattern = words.map((word) => (word.startsWith('{') ? '[^/]+' : word)).join('/')
  const responses = Object.entries(operation.responses as Json).map(([status, { content }]) => {
    const schema = content?.['application/json']?.schema
    return [Number(status), schema ? ajv.compile(strict(schema) as object) : null] as const
  })
  return {
    id: operation.operationId,
    method,
    pattern: new RegExp(`^${pattern}$`),
    fixed: words.filter((word) => !word.startsWith('{')).length,
    responses: new Map(responses),
  }
}

/** A schema of the document as JSON Schema: references resolved, `nullable` in place, all properties required and
 * no others allowed but `refusal`, which a model's refusal adds to an operator result (contract section 13). */
function strict(schema: Json): Json {
  if (schema.$ref) return strict((contract.components.schemas as Json)[schema.$ref.split('/').at(-1)])
  const { nullable, properties, items, ...rest } = schema
  const parts: Json = { ...rest }
  if (properties) {
    const own = Object.entries(properties as Json).map(([name, one]) => [name, strict(one)])
    const refusal = properties.operator_sid && properties.json_results ? { refusal: { type: 'string' } } : {}
    parts.properties = { ...Object.fromEntries(own), ...refusal }
    parts.required = Object.keys(properties)
    parts.additionalProperties = false
  }
  if (items) parts.items = strict(items)
  return nullable && parts.type ? { anyOf: [parts, { type: 'null' }] } : parts
}
