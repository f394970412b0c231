// Whether a config is one that its operator type can run with; asked when it is stored and again when it runs.
import {
  type ConfigurableType,
  checkResultSchema,
  configSchemas,
  type PhraseMatchingConfig,
} from '../domain/operator-config.ts'
import { checkPattern } from './phrase-matching/pattern.ts'
import { compileCheck, type SchemaCheck } from './schema-check.ts'

const checks = new Map<string, SchemaCheck>()

/** What is wrong with `config` for operators of `type`, as a sentence for the caller; null when nothing is. */
export function checkOperatorConfig(type: ConfigurableType, config: unknown): string | null {
  const check = checks.get(type) ?? compileCheck(configSchemas[type])
  checks.set(type, check)
  const wrong = check(config)
  if (wrong !== null) return `Config does not fit the schema of ${type}: ${wrong}`
  if (type === 'GenerativeJSON') {
    return checkResultSchema((config as { json_result_schema: unknown }).json_result_schema)
  }
  return type === 'PhraseMatching' ? checkPatterns(config as PhraseMatchingConfig) : null
}

function checkPatterns({ phrase_sets }: PhraseMatchingConfig): string | null {
  const patterns = phrase_sets.filter(({ match }) => match === 'pattern').flatMap(({ phrases }) => phrases)
  return patterns.map(checkPattern).find((wrong) => wrong !== null) ?? null
}

/** Whether custom operators can be made of the type of this name. */
export function isConfigurable(type: string): type is ConfigurableType {
  return Object.hasOwn(configSchemas, type)
}
