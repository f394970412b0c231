// Stage of its own job: a completed transcript and operators in, their results added to those it has, or put in their
// place. Nothing else of the transcript changes, and no webhook follows.
import { attachedOperators, customOperatorSids } from '../domain/new-transcript.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { OperatorSid, TranscriptSid } from '../domain/sid.ts'
import type { AttachedOperator, Diagnostics, Transcript } from '../domain/transcript.ts'
import type { Claim } from '../ports/queue.ts'
import { UnwantedWork } from '../ports/running-work.ts'
import type { Unit, UnitOfWork } from '../ports/unit-of-work.ts'
import { requireHold } from './hold-job.ts'
import { type OperateDeps, type Operated, operate } from './operate.ts'

/** A rerun that can begin. */
export interface Rerun {
  transcript: Transcript
  sentences: Sentence[]
  operators: AttachedOperator[]
}

/** Reads what a rerun needs; the operators as they are now, without those that were deleted.
 * @returns null when there is nothing to do: the transcript is gone, not completed, or encrypted for its owner */
export function beginRerun(
  { transcriptSid, operatorSids }: { transcriptSid: TranscriptSid; operatorSids: readonly OperatorSid[] },
  { unitOfWork }: { unitOfWork: UnitOfWork },
): Promise<Rerun | null> {
  return unitOfWork(async (unit) => {
    const transcript = await unit.transcripts.load(transcriptSid)
    if (transcript?.status !== 'completed' || transcript.encryptionCredentialSid) return null
    const custom = await unit.operators.findAll(transcript.accountSid, customOperatorSids({ operatorSids }))
    const sentences = await listAll((page) => unit.sentences.list(transcriptSid, page))
    return { transcript, sentences, operators: attachedOperators(operatorSids, custom) }
  })
}

/** Runs the operators and saves what they answered in one transaction. Doing it twice is as good as once.
 * @throws UnwantedWork when the transcript was deleted meanwhile; LostLease; what operating throws */
export async function finishRerun(
  { transcript, sentences, operators, claim }: Rerun & { claim?: Claim },
  deps: OperateDeps & { unitOfWork: UnitOfWork },
): Promise<void> {
  const operated = await operate({ transcript, sentences, operators }, deps)
  await saveRerun({ transcriptSid: transcript.sid, operators, operated, ...(claim && { claim }) }, deps)
}

/** What a rerun leaves behind; an operator of `operators` without a result keeps the one it had. */
export interface RerunFindings {
  transcriptSid: TranscriptSid
  operators: readonly AttachedOperator[]
  operated: Operated
  /** Left out where no job is behind it. */
  claim?: Claim
}

/** Saves findings in one transaction: results of the same operators are replaced in their place, others come after
 * them; warnings about these operators are new ones only.
 * @throws UnwantedWork when the transcript was deleted meanwhile; LostLease when the job is in other hands by now */
export async function saveRerun(
  { transcriptSid, operators, operated, claim }: RerunFindings,
  { unitOfWork }: { unitOfWork: UnitOfWork },
): Promise<void> {
  await unitOfWork(async (unit) => {
    // Held, so that two reruns at once do not undo each other's results.
    const transcript = await unit.transcripts.holdCompleted(transcriptSid)
    if (!transcript) throw new UnwantedWork()
    const earlier = await listAll((page) => unit.operatorResults.list(transcriptSid, page))
    const results = mergeResults(earlier, operated.results)
    await unit.operatorResults.replace(transcriptSid, results)
    const sids = new Set(operators.map(({ sid }) => sid))
    await note({ transcript, results, sids, operated }, unit)
    await requireHold(claim, unit)
  })
}

function mergeResults(
  earlier: readonly OperatorResult[],
  fresh: readonly OperatorResult[],
): OperatorResult[] {
  const merged = new Map(earlier.map((result) => [result.operatorSid, result]))
  let next = Math.max(-1, ...earlier.map(({ position }) => position)) + 1
  for (const result of fresh) {
    const position = merged.get(result.operatorSid)?.position ?? next++
    merged.set(result.operatorSid, { ...result, position })
  }
  return [...merged.values()]
}

interface Noted {
  transcript: Transcript
  results: readonly OperatorResult[]
  sids: ReadonlySet<OperatorSid>
  operated: Operated
}

async function note({ transcript, results, sids, operated }: Noted, { transcripts }: Unit) {
  const { diagnostics } = transcript
  const known = new Map(
    [...(diagnostics.operators ?? []), ...operated.answered].map((one) => [one.operatorSid, one]),
  )
  const renewed: Diagnostics = {
    ...diagnostics,
    warnings: [
      ...diagnostics.warnings.filter(({ operatorSid }) => !operatorSid || !sids.has(operatorSid)),
      ...operated.warnings,
    ],
    operators: results.flatMap(({ operatorSid }) => known.get(operatorSid) ?? []),
  }
  await transcripts.noteCompleted(transcript.sid, renewed)
}

async function listAll<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  return (await list({ limit: Number.MAX_SAFE_INTEGER, cursor: null })).items
}
