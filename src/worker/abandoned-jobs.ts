// Jobs whose tries are used up, most often because the process ended over each of them: what is to be seen of it.
import type { JobData, JobHandler } from '../ports/queue.ts'
import { type OperatorJobDeps, warnOfOperators } from './operator-jobs.ts'
import { type WebhookJobDeps, warnOfWebhook } from './webhook-jobs.ts'

/** What the jobs need. */
export type AbandonedJobDeps = OperatorJobDeps & WebhookJobDeps

/** Handles `abandoned` jobs. A webhook and operators leave their warning in Diagnostics, where their own last try did not
 * do so already. What was deleted has to go all the same: a line in the log at the level of an error, and all tries
 * once more. */
export function handleGivenUp(deps: AbandonedJobDeps): JobHandler<'abandoned'> {
  return async ({ data }) => {
    if ('url' in data) return warnOfWebhook(data.transcriptSid, deps)
    if ('operatorSids' in data) return warnOfOperators(data, deps)
    await removeAgain(data, deps)
  }
}

async function removeAgain(
  data: JobData['media-removal' | 'account-removal'],
  { unitOfWork, log }: AbandonedJobDeps,
) {
  log.error({ ...data }, 'what was deleted could not be removed in all tries; it is tried on')
  await unitOfWork(async ({ enqueue }) => {
    if ('accountSid' in data) {
      await enqueue({
        name: 'account-removal',
        data: { accountSid: data.accountSid },
        group: data.accountSid,
      })
      return
    }
    const [first = ''] = 'prefix' in data ? [data.prefix] : data.prefixes
    const group = first.split('/')[1] ?? first
    await enqueue({ name: 'media-removal', data, group })
  })
}
