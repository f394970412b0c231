// Jobs that call webhooks, and what a failure of one means: another try, or a warning on the transcript.
import { VerbatimError } from '../domain/errors.ts'
import type { TranscriptSid } from '../domain/sid.ts'
import type { Warning } from '../domain/transcript.ts'
import { notifyWebhook } from '../pipeline/notify.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { JobHandler } from '../ports/queue.ts'
import { LostLease } from '../ports/running-work.ts'
import type { Telemetry } from '../ports/telemetry.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'

/** What the jobs need. */
export interface WebhookJobDeps {
  unitOfWork: UnitOfWork
  notifier: Notifier
  clock: Clock
  log: Log
  telemetry: Telemetry
}

const UNDELIVERED = 'webhook-undelivered'

/** Handles `webhook` jobs. A receiver's answer never changes status or content of the transcript: it decides whether
 * there is another try, and once there is none Diagnostics says so, until a replay is delivered. */
export function handleWebhook(deps: WebhookJobDeps): JobHandler<'webhook'> {
  return async (job) => {
    const { transcriptSid: sid } = job.data
    const fields = { sid, attempt: job.attempt }
    try {
      await notifyWebhook(job, deps)
    } catch (error) {
      const known = error instanceof VerbatimError ? error : null
      deps.log.warn({ ...fields, code: known?.code, err: error }, 'webhook not delivered')
      // Whoever has the job next finds out whether it is to be given up.
      if (job.signal.aborted || error instanceof LostLease) throw error
      const givenUp = job.last || known?.retryable === false
      if (givenUp) deps.telemetry.count('webhookGivenUp', {})
      if (givenUp) await setWarning({ sid, warning: undelivered(known, job.attempt) }, deps)
      if (known?.retryable !== false) throw error
      return
    }
    deps.log.info(fields, 'webhook delivered')
    if (!job.data.token) return
    // What was delivered is not to be sent again for this.
    await setWarning({ sid, warning: null }, deps).catch((err) => {
      deps.log.warn({ ...fields, err }, 'the warning about earlier tries stays')
    })
  }
}

/** Leaves the warning on the transcript of a webhook that nobody could even fail to deliver: the process ended over every
 * try. Does nothing where there is a warning about the webhook already. */
export async function warnOfWebhook(sid: TranscriptSid, deps: WebhookJobDeps): Promise<void> {
  const message = 'The webhook was given up: every try ended abruptly'
  if (!(await setWarning({ sid, warning: { code: UNDELIVERED, message }, unlessWarned: true }, deps))) return
  deps.telemetry.count('webhookGivenUp', {})
  deps.log.warn({ sid }, 'webhook given up without an answer')
}

/** The text of an error that nobody foresaw may hold anything: it stays in the log. */
function undelivered(known: VerbatimError | null, attempt: number): Warning {
  const tries = attempt === 1 ? 'one try' : `${attempt} tries`
  const reason = known ? `${known.code} ${known.message}` : 'an unexpected error'
  return { code: UNDELIVERED, message: `The webhook was given up after ${tries}: ${reason}` }
}

/** Puts `warning` in place of an earlier one about the webhook.
 * @returns false when nothing was changed */
async function setWarning(
  {
    sid,
    warning,
    unlessWarned = false,
  }: { sid: TranscriptSid; warning: Warning | null; unlessWarned?: boolean },
  { unitOfWork }: WebhookJobDeps,
): Promise<boolean> {
  return unitOfWork(async ({ transcripts }) => {
    const transcript = await transcripts.holdCompleted(sid)
    if (!transcript) return false
    const { warnings } = transcript.diagnostics
    const others = warnings.filter(({ code }) => code !== UNDELIVERED)
    const isWarned = others.length < warnings.length
    if (warning ? unlessWarned && isWarned : !isWarned) return false
    const kept = warning ? [...others, warning] : others
    return transcripts.noteCompleted(sid, { ...transcript.diagnostics, warnings: kept })
  })
}
