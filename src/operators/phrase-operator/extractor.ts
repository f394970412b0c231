// Operators that answer with the passages they found.
import type { BuiltInOperator } from '../built-in-operator.ts'
import { snakeCase } from '../phrase-matching/snake-case.ts'
import { createPhraseFinder, type WordReader } from './find-phrases.ts'
import type { PhraseGrammar } from './grammar.ts'

/** Makes an operator whose evidence bears `label`; its extracts are under the label in snake case. */
export function createPhraseExtractor(
  label: string,
  grammar: PhraseGrammar,
  readWords?: WordReader,
): BuiltInOperator {
  const find = createPhraseFinder(grammar, readWords)
  return (input) => {
    const findings = find(input)
    const evidence = findings.flatMap((finding) => finding.evidence.map((one) => ({ ...one, label })))
    return {
      kind: 'extraction',
      match: findings.length > 0,
      probability: Math.max(grammar.missedProbability, ...findings.map(({ probability }) => probability)),
      extracts: evidence.length > 0 ? { [snakeCase(label)]: evidence.map(({ text }) => text) } : {},
      evidence,
    }
  }
}
