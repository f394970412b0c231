// Operators as code: a folder with operator.json, cases.json or both; or a folder of such folders.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { VerbatimError } from '../../domain/errors.ts'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import { type CaseFile, readCases } from '../../operators/cases.ts'
import { checkOperatorConfig, isConfigurable } from '../../operators/check-config.ts'
import { CommandError, exitCodes } from '../exit.ts'
import type { RunnableOperator } from './judge.ts'

/** One folder. */
export interface OperatorFolder {
  path: string
  /** The custom operator of operator.json, or the pre-built one that the cases are about. */
  operator: RunnableOperator
  /** Null when there are none. */
  cases: CaseFile | null
}

const MAX_NAME = 64

/** Reads `path`, or the folders in it, in order of their names.
 * @throws CommandError usage when there are none, failed naming the file when one can not be read */
export function readOperatorFolders(path: string): OperatorFolder[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`${path} is not a folder`, exitCodes.usage)
  }
  const inside = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name))
    .sort()
  const folders = [path, ...inside].filter(isOperatorFolder).map(readFolder)
  if (folders.length > 0) return folders
  throw new CommandError(`there is no operator.json and no cases.json in ${path}`, exitCodes.usage)
}

/** Whether `path` is the folder of one operator. */
export function isOperatorFolder(path: string): boolean {
  return existsSync(join(path, 'operator.json')) || existsSync(join(path, 'cases.json'))
}

function readFolder(path: string): OperatorFolder {
  const [definition, casesFile] = [join(path, 'operator.json'), join(path, 'cases.json')]
  const cases = existsSync(casesFile) ? attempt(casesFile, () => readCases(casesFile)) : null
  const operator = existsSync(definition) ? readDefinition(definition) : preBuiltOf(cases, path)
  return { path, operator, cases }
}

/** @throws CommandError failed when it is no operator that the server would take */
function readDefinition(file: string): RunnableOperator {
  const value: unknown = attempt(file, () => JSON.parse(readFileSync(file, 'utf8')))
  const { friendly_name, operator_type, config } = (value ?? {}) as Record<string, unknown>
  const wrong = (message: string) => new CommandError(`${file}: ${message}`, exitCodes.failed)
  if (typeof friendly_name !== 'string' || friendly_name === '' || friendly_name.length > MAX_NAME) {
    throw wrong(`friendly_name must be a text of 1 to ${MAX_NAME} characters`)
  }
  if (typeof operator_type !== 'string' || !isConfigurable(operator_type)) {
    throw wrong('operator_type must be Generative, GenerativeJSON or PhraseMatching')
  }
  const unfit = checkOperatorConfig(operator_type, config)
  if (unfit !== null) throw wrong(unfit)
  return {
    sid: null,
    friendlyName: friendly_name,
    operatorType: operator_type,
    config: config as Record<string, unknown>,
  }
}

function preBuiltOf(cases: CaseFile | null, path: string): RunnableOperator {
  const name = cases?.operator ?? basename(resolve(path))
  const found = preBuiltOperators.find(({ operatorType }) => operatorType === name)
  if (found) return found
  const reason = 'there is no operator.json, and the cases name no pre-built operator'
  throw new CommandError(`${path}: ${reason}`, exitCodes.failed)
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof VerbatimError) throw new CommandError(error.message, exitCodes.failed)
    throw new CommandError(`${file}: ${error instanceof Error ? error.message : error}`, exitCodes.failed)
  }
}
