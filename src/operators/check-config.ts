// Whether a config is one that its operator type can run with; asked when it is stored and again when it runs.
import {
  type ConfigurableType,
  checkResultSchema,
  configSchemas,
  hardenResultSchema,
  type PhraseMatchingConfig,
} from '../domain/operator-config.ts'
import { isTooDeep, MAX_LEVELS } from './json-depth.ts'
import { checkPattern } from './phrase-matching/pattern.ts'
import { readSentence } from './phrase-matching/sentence-words.ts'
import { compileCheck, type SchemaCheck } from './schema-check.ts'

const checks = new Map<string, SchemaCheck>()

/** What is wrong with `config` for operators of `type`, as a sentence for the caller; null when nothing is. */
export function checkOperatorConfig(type: ConfigurableType, config: unknown): string | null {
  if (isTooDeep(config)) return `Config is more than ${MAX_LEVELS} levels deep`
  const check = checks.get(type) ?? compileCheck(configSchemas[type])
  checks.set(type, check)
  const wrong = check(config)
  if (wrong !== null) return `Config does not fit the schema of ${type}: ${wrong}`
  switch (type) {
    case 'Generative':
      return Object.hasOwn(config as object, 'json_result_schema')
        ? 'Config has a json_result_schema, which needs an operator of type GenerativeJSON'
        : null
    case 'GenerativeJSON':
      return checkSchema((config as { json_result_schema: Record<string, unknown> }).json_result_schema)
    case 'PhraseMatching':
      return checkPhrases(config as PhraseMatchingConfig)
  }
}

/** By compiling it as the engine will: our rules leave keywords to JSON Schema's own. */
function checkSchema(schema: Record<string, unknown>): string | null {
  const wrong = checkResultSchema(schema)
  if (wrong !== null) return wrong
  // Objects take it for their prototype, so answers would lose it.
  if (JSON.stringify(schema).includes('"__proto__":'))
    return 'json_result_schema has a property __proto__, which is not supported'
  try {
    compileCheck(hardenResultSchema(schema))
    return null
  } catch (error) {
    return `json_result_schema can not be used: ${error instanceof Error ? error.message : 'it is no JSON Schema'}`
  }
}

function checkPhrases({ phrase_sets }: PhraseMatchingConfig): string | null {
  for (const { match, phrases } of phrase_sets) {
    for (const phrase of phrases) {
      const wrong = match === 'pattern' ? checkPattern(phrase) : checkWords(phrase)
      if (wrong !== null) return wrong
    }
  }
  return null
}

/** Longer than any filler, and no mark like [noise]: most phrases need not be read to tell. */
const surelyWords = /^[^[\]]*[\p{L}\p{N}]{6}/u

function checkWords(phrase: string): string | null {
  const hasWords = surelyWords.test(phrase) || readSentence(phrase).said.length > 0
  return hasWords ? null : `The phrase "${phrase}" holds no word to look for`
}

/** Whether custom operators can be made of the type of this name. */
export function isConfigurable(type: string): type is ConfigurableType {
  return Object.hasOwn(configSchemas, type)
}
