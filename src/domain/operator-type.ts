// Kinds of operators (contract section 13): one per pre-built operator, and three that accounts can configure.
import type { OperatorTypeSid } from './sid.ts'

/** What an operator of a type answers with. */
export const outputTypes = [
  'text-classification',
  'text-extraction',
  'text-extraction-normalized',
  'text-generation',
  'json',
] as const
/** One of {@link outputTypes}. */
export type OutputType = (typeof outputTypes)[number]

/** Classes of engine, in the words that typed clients know. */
export const operatorProviders = ['twilio', 'amazon', 'openai'] as const
/** One of {@link operatorProviders}. */
export type OperatorProvider = (typeof operatorProviders)[number]

/** Availability words of OperatorTypes: those of Operators without `public`. */
export const typeAvailabilities = [
  'internal',
  'beta',
  'general-availability',
  'retired',
  'deprecated',
] as const

/** An operator type. `configSchema` is the JSON Schema of the configs of its operators; null when there are none. */
export interface OperatorType {
  sid: OperatorTypeSid
  name: string
  friendlyName: string
  description: string
  outputType: OutputType
  supportedLanguages: readonly string[]
  provider: OperatorProvider
  availability: (typeof typeAvailabilities)[number]
  configurable: boolean
  configSchema: object | null
}

/** True when `filter` names one of `languages` or the primary subtag of one, in any case (contract section 4). */
export function servesLanguage(languages: readonly string[], filter: string): boolean {
  const wanted = filter.toLowerCase()
  return languages.some((tag) => {
    const known = tag.toLowerCase()
    return known === wanted || known.split('-')[0] === wanted
  })
}
