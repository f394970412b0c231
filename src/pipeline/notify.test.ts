// The webhook stage: whom it calls, and when it calls nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fault } from '../domain/errors.ts'
import type { TranscriptStatus } from '../domain/transcript.ts'
import { aTranscript } from '../testing/builders.ts'
import { createMemoryDatabase } from '../testing/memory-database.ts'
import { scriptedNotifier } from '../testing/scripted-notifier.ts'
import { notifyWebhook } from './notify.ts'

const target = { url: 'https://example.com/hook', method: 'POST' as const }

/** Notifies about a transcript in `status`; null means that it was deleted. */
async function notifyAbout(status: TranscriptStatus | null, notifier = scriptedNotifier()) {
  const { store, unitOfWork } = createMemoryDatabase()
  const transcript = aTranscript({ status: status ?? 'completed' })
  if (status) await store.transcripts.insert(transcript)
  const job = { transcriptSid: transcript.sid, ...target }
  await notifyWebhook({ job, token: 'token' }, { unitOfWork, notifier })
  return { transcript, notifications: notifier.notifications }
}

test('a completed transcript is announced as it is stored, with the token of its job', async () => {
  const { transcript, notifications } = await notifyAbout('completed')
  assert.deepEqual(notifications, [{ ...target, transcript, token: 'token' }])
})

for (const status of [null, 'in-progress', 'failed', 'canceled'] as const) {
  test(`nobody is called about a transcript that is ${status ?? 'deleted'}`, async () => {
    assert.deepEqual((await notifyAbout(status)).notifications, [])
  })
}

test('what the receiver answered is passed on', async () => {
  const refusing = scriptedNotifier(() => {
    throw fault('webhookRefused')
  })
  await assert.rejects(notifyAbout('completed', refusing), { code: 95200 })
})
