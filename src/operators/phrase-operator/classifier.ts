// Operators that answer with one of two labels, because of passages they found.
import type { BuiltInOperator } from '../built-in-operator.ts'
import { createPhraseFinder } from './find-phrases.ts'
import type { PhraseGrammar } from './grammar.ts'

/** Two labels: of a conversation in which something was found, and of one in which nothing was. */
export interface PhraseLabels {
  found: string
  missing: string
}

/** Makes an operator that judges by the most probable passage. */
export function createPhraseClassifier(
  { found, missing }: PhraseLabels,
  grammar: PhraseGrammar,
): BuiltInOperator {
  const find = createPhraseFinder(grammar)
  return (input) => {
    const findings = find(input)
    const probability = Math.max(grammar.missedProbability, ...findings.map((one) => one.probability))
    return {
      kind: 'classification',
      label: probability > 0.5 ? found : missing,
      probabilities: { [missing]: round(1 - probability), [found]: probability },
      evidence: findings.flatMap(({ evidence }) => evidence.map((one) => ({ ...one, label: found }))),
    }
  }
}

/** Without the noise of binary fractions. */
function round(probability: number): number {
  return Math.round(probability * 1e6) / 1e6
}
