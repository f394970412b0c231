// The CallTransfer operator: what its definition describes, as a classification.
import { createPhraseClassifier } from '../phrase-operator/classifier.ts'
import { callTransfer } from './definition.ts'

/** Runs CallTransfer (contract section 13). */
export const runCallTransfer = createPhraseClassifier(
  { found: 'Transfer', missing: 'NoTransfer' },
  callTransfer,
)
