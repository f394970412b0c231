// Auto-transcription: a new recording gets a transcript in every Service of its account that wants one.
import { recordingChannel } from '../../domain/channel.ts'
import { customOperatorSids, queuedTranscript } from '../../domain/new-transcript.ts'
import type { Recording } from '../../domain/recording.ts'
import { sidFrom } from '../../domain/sid.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Unit } from '../../ports/unit-of-work.ts'

/** What must be known of a recording. */
export type OrderedRecording = Pick<Recording, 'sid' | 'accountSid' | 'callSid'> & { startTime: Date | null }

/** Queues the transcripts, each with its job. A Service that already has a live transcript of the recording gets no
 * second one (contract section 8). Returns how many were queued. */
export async function orderTranscripts(
  recording: OrderedRecording,
  unit: Unit,
  clock: Clock,
): Promise<number> {
  let queued = 0
  for (const service of await unit.services.listAutoTranscribing(recording.accountSid)) {
    const order = {
      service,
      customOperators: await unit.operators.findAll(service.accountSid, customOperatorSids(service)),
      channel: recordingChannel(recording.sid, recording.callSid),
      customerKey: null,
      mediaStartTime: recording.startTime,
    }
    const sid = sidFrom('transcript', clock.randomHex())
    const transcript = queuedTranscript(order, { sid, now: clock.now() })
    if (!(await unit.transcripts.insertUnlessLive(transcript))) continue
    await unit.enqueue({ name: 'transcript', data: { transcriptSid: sid }, group: service.accountSid })
    queued++
  }
  return queued
}
