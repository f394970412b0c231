// JSON Schema validation with messages for people and models.
import { Ajv, type ErrorObject } from 'ajv'

/** Checks a value: what is wrong with it, in words without the value itself; null when nothing is. */
export type SchemaCheck = (value: unknown) => string | null

/** Compiles `schema` (draft-07; unknown keywords and formats are ignored). */
export function compileCheck(schema: object): SchemaCheck {
  // JSON.parse makes Infinity of 1e999, which could not be written out again.
  const strictness = { strict: false, strictNumbers: true, validateFormats: false }
  const ajv = new Ajv({ ...strictness, allErrors: true, logger: false })
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? null : describe(validate.errors ?? []))
}

const maxErrors = 10

function describe(errors: readonly ErrorObject[]): string {
  const sentences = errors.map(({ instancePath, message, params }) => {
    const words = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : ''
    return `${instancePath || 'the value'} ${message ?? 'is invalid'}${words}`
  })
  return [...new Set(sentences)].slice(0, maxErrors).join('; ')
}
