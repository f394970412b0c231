// The RecordingDisclosure operator: what its definition describes, as an extraction.
import { createPhraseExtractor } from '../phrase-operator/extractor.ts'
import { recordingDisclosure } from './definition.ts'

/** Runs RecordingDisclosure (contract section 13). */
export const runRecordingDisclosure = createPhraseExtractor('Recording disclosure', recordingDisclosure)
