// The webhook stage: whom it calls, and when it calls nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../domain/errors.ts'
import { isSid } from '../domain/sid.ts'
import type { TranscriptStatus } from '../domain/transcript.ts'
import type { WebhookDelivery } from '../domain/webhook-delivery.ts'
import type { Notifier } from '../ports/notifier.ts'
import { LostLease } from '../ports/running-work.ts'
import { aTranscript } from '../testing/builders.ts'
import { countingClock } from '../testing/counting-clock.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { notifyWebhook } from './notify.ts'

const target = { url: 'https://user:secret@example.com/hook?token=secret#rc=1', method: 'POST' as const }

const { signal } = new AbortController()

/** Notifies, at the second try, about a transcript in `status`; null means that it was deleted. `claimed` is the try that
 * somebody has in hand. */
async function notifyAbout(
  status: TranscriptStatus | null,
  notifier: Notifier & { notifications: object[] } = scriptedNotifier(),
  claimed = 2,
) {
  const { store, unitOfWork, changeJobs } = createMemoryDatabase()
  const transcript = aTranscript({ status: status ?? 'completed' })
  if (status) await store.transcripts.insert(transcript)
  const data = { transcriptSid: transcript.sid, ...target }
  const id = await unitOfWork(({ enqueue }) =>
    enqueue({ name: 'webhook', data, group: transcript.accountSid }),
  )
  await changeJobs(([job]) => void Object.assign(job!, { state: 'active', attempt: claimed }))
  const call = { id, data: { ...data, token: 'token' }, attempt: 2, signal }
  const clock = countingClock()
  const outcome = notifyWebhook(call, { unitOfWork, notifier, clock })
  const failure = await outcome.catch((error) => error)
  const { items: log } = await store.deliveries.list(transcript.accountSid, {}, { limit: 9, cursor: null })
  return { transcript, notifications: notifier.notifications, log, failure, now: clock.now() }
}

test('a completed transcript is announced as it is stored, with the token of its job', async () => {
  const { transcript, notifications } = await notifyAbout('completed')
  assert.deepEqual(notifications, [{ ...target, transcript, token: 'token', attempt: 2, signal }])
})

for (const status of [null, 'in-progress', 'failed', 'canceled'] as const) {
  test(`nobody is called about a transcript that is ${status ?? 'deleted'}`, async () => {
    const { notifications, log } = await notifyAbout(status)
    assert.deepEqual([notifications, log], [[], []])
  })
}

test('what the receiver answered is passed on', async () => {
  const refusing = scriptedNotifier(() => {
    throw fault('webhookRefused')
  })
  assert.equal((await notifyAbout('completed', refusing)).failure.code, 95200)
})

for (const [status, code] of [
  [204, null],
  [500, 95200],
  [null, 95201],
] as const) {
  test(`an attempt that ended with ${status ?? 'no answer'} is in the log, without what may be secret`, async () => {
    const notifier: Notifier & { notifications: [] } = {
      notifications: [],
      notify: (_notification, onAttempt) => onAttempt({ number: 2, status, code }),
    }
    const { transcript, log, now } = await notifyAbout('completed', notifier)
    const [{ sid, ...entry }, ...more] = log as [WebhookDelivery]
    assert.deepEqual(more, [])
    assert.ok(isSid('delivery', sid))
    assert.deepEqual(entry, {
      accountSid: transcript.accountSid,
      transcriptSid: transcript.sid,
      token: 'token',
      url: 'https://example.com/hook',
      method: 'POST',
      attempt: 2,
      status,
      code,
      dateCreated: now,
    })
  })
}

test('a call by hands that have lost the job is not written down', async () => {
  const notifier: Notifier & { notifications: [] } = {
    notifications: [],
    notify: async (_event, onAttempt) => onAttempt({ number: 2, status: 500, code: 95200 }),
  }
  const { log, failure } = await notifyAbout('completed', notifier, 3)
  assert.ok(failure instanceof LostLease)
  assert.deepEqual(log, [])
})
