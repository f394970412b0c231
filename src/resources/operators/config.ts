// The Config parameter of a custom operator: JSON text that must satisfy the schema of its type.
import { fault } from '../../domain/errors.ts'
import type { OperatorConfig } from '../../domain/operator.ts'
import { operatorTypes } from '../../domain/operator-catalogue.ts'
import type { ConfigurableType } from '../../domain/operator-config.ts'

/** What is wrong with a config, as the engines see it; null when nothing is. */
export type CheckConfig = (type: ConfigurableType, config: unknown) => string | null

/** Reads a config for an operator of type `operatorType`.
 * @throws VerbatimError invalidParameter for an unknown or fixed type, broken JSON, or a config outside the schema */
export function parseConfig(
  { operatorType, text }: { operatorType: string; text: string },
  check: CheckConfig,
): OperatorConfig {
  const configurable = operatorTypes.filter((type) => type.configurable).map(({ name }) => name)
  if (!configurable.includes(operatorType)) {
    throw fault('invalidParameter', `OperatorType must be one of ${configurable.join(', ')}`)
  }
  const config = parseJson(text)
  const wrong = check(operatorType as ConfigurableType, config)
  if (wrong !== null) throw fault('invalidParameter', wrong)
  // After the check, which refuses what is nested too deep to be written out.
  checkCharacters(config)
  return config as OperatorConfig
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fault('invalidParameter', 'Config is not valid JSON')
  }
}

function checkCharacters(parsed: unknown) {
  // PostgreSQL stores neither NUL nor half a surrogate pair; both are written as escapes here.
  if (/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/.test(JSON.stringify(parsed))) {
    throw fault('invalidParameter', 'Config holds a character that is not allowed')
  }
}
