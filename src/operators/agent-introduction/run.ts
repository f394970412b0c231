// The AgentIntroduction operator: what its definition describes, as an extraction.
import { createPhraseExtractor } from '../phrase-operator/extractor.ts'
import { agentIntroduction } from './definition.ts'
import { readNameWords } from './name-words.ts'

/** Runs AgentIntroduction (contract section 13). */
export const runAgentIntroduction = createPhraseExtractor(
  'Agent introduction',
  agentIntroduction,
  readNameWords,
)
