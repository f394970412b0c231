// Which view of a transcript a request gets: as spoken, or without personal data (contract section 12).
import type { FastifyRequest } from 'fastify'
import { fault } from '../domain/errors.ts'
import type { Transcript } from '../domain/transcript.ts'
import { noteUnredacted } from './audit.ts'
import { callerOf } from './authentication.ts'

/** True for the redacted view; the other view of a redacted transcript is noted for the audit log. `asked` is the Redacted parameter: it defaults to true, and means nothing on a
 * transcript that was made without redaction.
 * @throws VerbatimError forbidden when the view would show personal data to a key that may not see any */
export function wantsRedacted(
  request: FastifyRequest,
  transcript: Transcript,
  asked: boolean | undefined,
): boolean {
  const redacted = transcript.redaction && (asked ?? true)
  if (!redacted) requireUnredactedRight(request)
  if (!redacted) noteOriginal(request, transcript)
  return redacted
}

/** Notes for the audit log that an answer shows a transcript as it was spoken, encrypted for its owner or not. Without
 * redaction there is nothing to note. */
export function noteOriginal(request: FastifyRequest, { sid: transcriptSid, redaction }: Transcript) {
  if (redaction) noteUnredacted(request, { transcriptSid })
}

/** @throws VerbatimError forbidden when the caller's key may not see personal data */
export function requireUnredactedRight(request: FastifyRequest) {
  if (callerOf(request).scope === 'redacted-only') {
    throw fault('forbidden', 'This key may only read redacted data')
  }
}

/** Content that is encrypted for its owner is not to be had in the clear (contract section 14).
 * @throws VerbatimError forbidden */
export function refuseEncrypted({ encryptionCredentialSid }: Transcript) {
  if (encryptionCredentialSid)
    throw fault('forbidden', 'This transcript is encrypted; read it under /Encrypted')
}
