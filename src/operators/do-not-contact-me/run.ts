// The DoNotContactMe operator: what its definition describes, as an extraction.
import { createPhraseExtractor } from '../phrase-operator/extractor.ts'
import { doNotContactMe } from './definition.ts'

/** Runs DoNotContactMe (contract section 13). */
export const runDoNotContactMe = createPhraseExtractor('Do not contact me', doNotContactMe)
