// The job queue: durable, at least once, with leases. Enqueuing happens only inside a unit of work.
import type { AccountSid, OperatorSid, TranscriptSid } from '../domain/sid.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { PartKey } from './part-store.ts'
import type { Cause } from './telemetry.ts'

/** The kinds of job and what each carries. */
export interface JobData {
  transcript: { transcriptSid: TranscriptSid }
  /** A transcript job whose tries are used up; the queue itself makes these. */
  'transcript-abandoned': { transcriptSid: TranscriptSid }
  /** Operators to run, again or for the first time, over a completed transcript, as they are when the job is done. */
  operators: { transcriptSid: TranscriptSid; operatorSids: readonly OperatorSid[] }
  /** A part of a long recording; `sound` is the key of its sound in the media store. */
  part: PartKey & { sound: string }
  /** The target as it was when the transcript completed, or when a replay was asked for. `token` is that of the event
   * which is replayed; an event of its own has the id of its job for a token. */
  webhook: { transcriptSid: TranscriptSid; url: string; method: 'GET' | 'POST'; token?: string }
  /** Stored media of a deleted transcript, or of many. With `unless` it stays while there is that transcript. */
  'media-removal': { prefix: string; unless?: TranscriptSid } | { prefixes: readonly string[] }
  /** All that is stored of an account whose own row is gone. */
  'account-removal': { accountSid: AccountSid }
  /** A job of one of these kinds whose tries are used up; the queue itself makes these. */
  abandoned: JobData['webhook' | 'operators' | 'media-removal' | 'account-removal']
}
/** A kind of job. */
export type JobName = keyof JobData

/** A job to be written. Jobs of one `group` (account) share workers fairly with those of other groups; so do webhooks to
 * different receivers within it, of which none is called more than a few times at once. */
export interface NewJob<N extends JobName = JobName> {
  name: N
  data: JobData[N]
  group: string
  /** Not to be claimed before so many milliseconds have passed; where the database serves one process only, by the next
   * start at the latest. */
  delayMs?: number
  /** Kept with the job; absent where nothing is known. */
  cause?: Cause
}

/** Writes a job; returns its id, which stays the same over all attempts. */
export type Enqueue = <N extends JobName>(job: NewJob<N>) => Promise<string>

/** Removes every job about these transcripts, waiting, running, finished or given up. What runs is not stopped by it,
 * but has no further try. Jobs of `media-removal` stay. */
export type ForgetJobs = (transcripts: readonly TranscriptSid[]) => Promise<void>

/** Takes back a delayed removal of the media under `prefix` that was not begun yet.
 * @returns false when there is none */
export type TakeBackRemoval = (prefix: string) => Promise<boolean>

/** A job as one worker has it in hand: `attempt` tells its claim from earlier and later ones. */
export interface Claim {
  name: JobName
  id: string
  attempt: number
}

/** Whether a job is still in these hands; it then stays there until the transaction ends. To be asked after the
 * transcript's row was locked: whoever deletes it locks that first, and the job after it. */
export type HoldJob = (claim: Claim) => Promise<boolean>

/** The job that removes the recording of a transcript which is encrypted for its owner and ended without content:
 * nobody could read it any more. Null for all others, whose recording stays with them. */
export function removalOfUnreadable(transcript: Transcript): NewJob<'media-removal'> | null {
  if (!transcript.encryptionCredentialSid) return null
  const { accountSid, sid } = transcript
  return { name: 'media-removal', data: { prefix: `media/${accountSid}/${sid}` }, group: accountSid }
}

/** From now on, until what it returns is called, the job is not counted among those done at once: it only waits for
 * others, and jobs that could be worked on need not wait with it. Null when too many have stepped aside. */
export type StepAside = () => (() => void) | null

/** A job in a worker's hands. */
export interface ClaimedJob<N extends JobName> {
  id: string
  data: JobData[N]
  cause?: Cause
  /** 1 on the first try. */
  attempt: number
  /** True when no further try follows this one. */
  last: boolean
  /** Aborts when the lease was lost or the worker is stopping. */
  signal: AbortSignal
  /** Left out where a job is handled on its own. */
  stepAside?: StepAside
}

/** Handles one job: resolving completes it, rejecting has it tried again later. */
export type JobHandler<N extends JobName> = (job: ClaimedJob<N>) => Promise<void>

/** The worker's side of the queue. */
export interface JobQueue {
  /** Creates or updates the queues, where that is its task; on a database of our own it hands back jobs that a dead
   * process held. */
  start(): Promise<void>
  /** Begins to claim jobs of `name`, up to `concurrency` at once. */
  work<N extends JobName>(name: N, concurrency: number, handler: JobHandler<N>): Promise<void>
  /** Looks for jobs now instead of at the next poll; call after a commit that enqueued. */
  wake(name: JobName): void
  /** Stops claiming, waits up to `graceMs` for running handlers, then hands their jobs back: due at once, and without a
   * try used up. */
  stop(graceMs: number): Promise<void>
}
