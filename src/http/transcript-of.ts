// The transcript that a path names, for every resource that hangs on one.
import type { FastifyRequest } from 'fastify'
import { isSid } from '../domain/sid.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { TranscriptStore } from '../ports/transcript-store.ts'
import { accountOf } from './authentication.ts'
import { pathNotFound } from './error-body.ts'

/** Finds the transcript `sid` of the asking account.
 * @throws VerbatimError notFound, also for a malformed sid or another account's */
export async function transcriptOf(
  request: FastifyRequest,
  sid: string,
  transcripts: TranscriptStore,
): Promise<Transcript> {
  const transcript = isSid('transcript', sid) ? await transcripts.find(accountOf(request), sid) : null
  if (!transcript) throw pathNotFound(request)
  return transcript
}
