// Rules of the Transcripts resource.
import { parseChannel } from '../../domain/channel.ts'
import { fault } from '../../domain/errors.ts'
import { customOperatorSids, queuedTranscript } from '../../domain/new-transcript.ts'
import type { Page, PageRequest } from '../../domain/page.ts'
import { type AccountSid, isSid, sidFrom } from '../../domain/sid.ts'
import type { Transcript } from '../../domain/transcript.ts'
import type { Clock } from '../../ports/clock.ts'
import { removalOfUnreadable } from '../../ports/queue.ts'
import { type RemovalDeps, removeTranscripts } from '../../ports/removal.ts'
import type { TranscriptFilter } from '../../ports/transcript-store.ts'
import type { Store } from '../../ports/unit-of-work.ts'

/** What the Transcripts resource needs. */
export interface TranscriptsDeps extends RemovalDeps {
  store: Store
  clock: Clock
  /** Throws when an address may not be fetched. */
  checkMediaUrl(url: string): void
}

/** What a create asks for, as sent. */
export interface NewTranscript {
  serviceSid: string
  channel: string
  customerKey: string | undefined
  mediaStartTime: Date | null
}

const MAX_CUSTOMER_KEY = 64

/** Stores a queued transcript and its job in one transaction: once this resolves, the work will be done.
 * @throws VerbatimError invalidSid, invalidParameter, mediaUrlInvalid, notFound, conflict */
export async function createTranscript(
  account: AccountSid,
  wanted: NewTranscript,
  deps: TranscriptsDeps,
): Promise<Transcript> {
  if (!isSid('service', wanted.serviceSid)) {
    throw fault('invalidSid', 'ServiceSid must be GA and 32 hex digits')
  }
  const customerKey = wanted.customerKey || null
  if (customerKey && customerKey.length > MAX_CUSTOMER_KEY) {
    throw fault('invalidParameter', `CustomerKey is longer than ${MAX_CUSTOMER_KEY} characters`)
  }
  const channel = parseChannel(wanted.channel)
  if (channel.mediaUrl !== null) deps.checkMediaUrl(channel.mediaUrl)

  const transcript = await deps.unitOfWork(async (unit) => {
    const { services, operators, transcripts, enqueue } = unit
    const service = await services.find(account, wanted.serviceSid)
    if (!service) throw fault('notFound', `The service ${wanted.serviceSid} was not found`)
    const customOperators = await operators.findAll(account, customOperatorSids(service))
    const known = channel.sourceSid && (await unit.recordings.find(account, channel.sourceSid))
    const order = {
      service,
      customOperators,
      customerKey,
      channel: { ...channel, callSid: known?.callSid ?? null },
      mediaStartTime: wanted.mediaStartTime ?? known?.startTime ?? null,
    }
    const sid = sidFrom('transcript', deps.clock.randomHex())
    const fresh = queuedTranscript(order, { sid, now: deps.clock.now() })
    await transcripts.insert(fresh)
    await enqueue({ name: 'transcript', data: { transcriptSid: sid }, group: account })
    return fresh
  })
  deps.wake('transcript')
  return transcript
}

/** Which transcripts are asked for. */
export interface TranscriptListing {
  filter: TranscriptFilter
  page: PageRequest
}

/** One page, newest first. */
export function listTranscripts(
  account: AccountSid,
  { filter, page }: TranscriptListing,
  deps: TranscriptsDeps,
): Promise<Page<Transcript>> {
  return deps.store.transcripts.list(account, filter, page)
}

/** Deletes a transcript with everything that hangs on it. Work under way stops: in this process at once, elsewhere
 * by a message, or at its next checkpoint should that be lost. No webhook follows.
 * @throws VerbatimError notFound */
export async function deleteTranscript(
  account: AccountSid,
  sid: string,
  deps: TranscriptsDeps,
): Promise<void> {
  const removed = isSid('transcript', sid) ? await removeTranscripts(account, [sid], deps) : []
  if (removed.length === 0) {
    throw fault('notFound', `The requested resource /v2/Transcripts/${sid} was not found`)
  }
}

/** Stops the work on a transcript that is queued or in progress, as deleting does; no webhook follows, and its
 * recording may be transcribed again.
 * @throws VerbatimError conflict when it is final already */
export async function cancelTranscript(transcript: Transcript, deps: TranscriptsDeps): Promise<Transcript> {
  const canceled = await deps.unitOfWork(async ({ transcripts, enqueue }) => {
    const advanced = await transcripts.advance(transcript.sid, { status: 'canceled' })
    const removal = removalOfUnreadable(transcript)
    if (advanced && removal) await enqueue(removal)
    return advanced
  })
  if (!canceled) throw fault('conflict', `The transcript is ${transcript.status} and can not be canceled`)
  deps.running.stop(transcript.sid)
  deps.wake('media-removal')
  return (await deps.store.transcripts.find(transcript.accountSid, transcript.sid)) ?? transcript
}
