// The PasswordReset operator: what its definition describes, as a classification.
import { createPhraseClassifier } from '../phrase-operator/classifier.ts'
import { passwordReset } from './definition.ts'

/** Runs PasswordReset (contract section 13). */
export const runPasswordReset = createPhraseClassifier(
  { found: 'PasswordReset', missing: 'NoPasswordReset' },
  passwordReset,
)
