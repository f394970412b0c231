// Removes what is older than RETENTION_DAYS, while the process runs. Transcripts go as if they were deleted, whatever
// their status: work on one that is still queued or in progress stops. Their attempts in the delivery log go with
// them, and are never older; entries of the audit log go by their own date. Stateless: what one sweep leaves, the next one finds, in this process or another.
import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordingSid, TranscriptSid } from '../domain/sid.ts'
import type { Aged, AgeQuery } from '../ports/age-query.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import { type RemovalDeps, removeRecording, removeTranscripts } from '../ports/removal.ts'
import type { Store } from '../ports/unit-of-work.ts'

/** What sweeping needs. */
export interface RetentionDeps extends RemovalDeps {
  store: Pick<Store, 'transcripts' | 'recordings' | 'auditLog'>
  clock: Clock
  log: Log
}

/** The sweeps of a process. */
export interface Retention {
  /** Ends them, after the batch that is under way. */
  stop(): Promise<void>
}

const DAY_MS = 24 * 3600 * 1000
const HOUR_MS = 3600 * 1000
/** Sweeps within one span of retention, so that nothing is kept for much longer than that. */
const SWEEPS_PER_SPAN = 24
/** Rows per step; those of one account among them are one transaction, which others have to wait for. */
const BATCH = 20
/** Entries of the audit log per step; nothing hangs on them. */
const AUDIT_BATCH = 1000

/** Sweeps now and from then on: every hour, and more often for a retention below a day (every second at most). */
export function startRetention(retentionDays: number, deps: RetentionDeps): Retention {
  const everyMs = Math.min(HOUR_MS, Math.max(1000, (retentionDays * DAY_MS) / SWEEPS_PER_SPAN))
  const stopping = new AbortController()
  const { signal } = stopping
  const sweeping = (async () => {
    while (!signal.aborted) {
      const before = new Date(deps.clock.now().getTime() - retentionDays * DAY_MS)
      await removeOlder(before, deps, signal).catch((error) =>
        deps.log.error({ err: error }, 'expired data could not be removed'),
      )
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return {
    stop() {
      stopping.abort()
      return sweeping
    },
  }
}

/** One sweep: removes every transcript, recording and entry of the audit log made before a date. What can not be removed holds up nothing that
 * comes after it.
 * @throws the first failure, when all the rest is done */
export async function removeOlder(before: Date, deps: RetentionDeps, signal?: AbortSignal): Promise<void> {
  const failures: unknown[] = []
  const sweep = async <S extends string>(kind: Sweep<S>) => {
    const removed = await removeKind(kind, { before, failures, signal })
    if (removed > 0) deps.log.info({ [kind.name]: removed }, 'expired data removed')
  }
  await sweep<TranscriptSid>({
    name: 'transcripts',
    list: deps.store.transcripts.listOlder,
    remove: async (account, sids) => (await removeTranscripts(account, sids, deps)).length,
  })
  await sweep<RecordingSid>({
    name: 'recordings',
    list: deps.store.recordings.listOlder,
    async remove(account, sids) {
      let removed = 0
      for (const sid of sids) if (await removeRecording(account, sid, deps)) removed++
      return removed
    },
  })
  await removeAuditEntries(before, deps, signal).catch((error) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function removeAuditEntries(before: Date, { store, log }: RetentionDeps, signal?: AbortSignal) {
  let total = 0
  for (let removed = -1; removed !== 0 && !signal?.aborted; total += removed)
    removed = await store.auditLog.removeOlder(before, AUDIT_BATCH)
  if (total > 0) log.info({ auditEntries: total }, 'expired data removed')
}

interface Sweep<S extends string> {
  name: string
  list(query: AgeQuery): Promise<Aged<S>[]>
  /** @returns how many were still there */
  remove(account: Aged<S>['accountSid'], sids: S[]): Promise<number>
}

async function removeKind<S extends string>(
  { list, remove }: Sweep<S>,
  run: { before: Date; failures: unknown[]; signal: AbortSignal | undefined },
): Promise<number> {
  let removed = 0
  let after: Aged<S> | null = null
  while (!run.signal?.aborted) {
    const rows: Aged<S>[] = await list({ before: run.before, after, limit: BATCH })
    for (const [account, own] of Map.groupBy(rows, ({ accountSid }) => accountSid)) {
      await remove(
        account,
        own.map(({ sid }) => sid),
      ).then(
        (count) => {
          removed += count
        },
        (error) => run.failures.push(error),
      )
    }
    after = rows.at(-1) ?? null
    if (!after) break
  }
  return removed
}
