// What crosses into the rendition thread.
import type { MutedCopyJob } from './muted-copy.ts'
import type { SurveyJob } from './survey.ts'
import type { RenditionJob } from './write-rendition.ts'

/** One piece of work of the thread. */
export type ThreadJob =
  | { kind: 'render'; job: RenditionJob }
  | { kind: 'copy'; job: MutedCopyJob }
  | { kind: 'survey'; job: SurveyJob }
