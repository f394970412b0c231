// The EscalationRequest operator: what its definition describes, as an extraction.
import { createPhraseExtractor } from '../phrase-operator/extractor.ts'
import { escalationRequest } from './definition.ts'

/** Runs EscalationRequest (contract section 13). */
export const runEscalationRequest = createPhraseExtractor('Escalation request', escalationRequest)
