// A transcript as it begins: queued, with a snapshot of what its Service says at that moment (contract section 8).
import type { Channel } from './channel.ts'
import type { Operator } from './operator.ts'
import { preBuiltOperators } from './operator-catalogue.ts'
import type { Service } from './service.ts'
import type { OperatorSid, TranscriptSid } from './sid.ts'
import { type AttachedOperator, freshDiagnostics, type Transcript } from './transcript.ts'

/** What a new transcript is made of. `customOperators` are those of {@link customOperatorSids}. */
export interface TranscriptOrder {
  service: Service
  customOperators: readonly Operator[]
  channel: Channel
  customerKey: string | null
  mediaStartTime: Date | null
}

/** What attachments name: an operator as far as it is kept with a transcript, in order of `sids`; unknown ones are left
 * out. `customOperators` are those of {@link customOperatorSids}. */
export function attachedOperators(
  sids: readonly OperatorSid[],
  customOperators: readonly Operator[],
): AttachedOperator[] {
  return sids.flatMap((sid) => {
    const found = preBuilt.get(sid) ?? customOperators.find((one) => one.sid === sid)
    return found
      ? [{ sid, friendlyName: found.friendlyName, operatorType: found.operatorType, config: found.config }]
      : []
  })
}

const preBuilt: ReadonlyMap<OperatorSid, Operator> = new Map(preBuiltOperators.map((one) => [one.sid, one]))

/** The operators attached to a Service, or otherwise listed, that have to be looked up. */
export function customOperatorSids({
  operatorSids,
}: {
  operatorSids: readonly OperatorSid[]
}): OperatorSid[] {
  return operatorSids.filter((sid) => !preBuilt.has(sid))
}

/** The queued transcript of an order. Settings of the Service that change later do not touch it. */
export function queuedTranscript(
  order: TranscriptOrder,
  made: { sid: TranscriptSid; now: Date },
): Transcript {
  const { service, channel, customerKey, mediaStartTime } = order
  return {
    sid: made.sid,
    accountSid: service.accountSid,
    serviceSid: service.sid,
    dateCreated: made.now,
    dateUpdated: made.now,
    status: 'queued',
    channel,
    languageCode: service.languageCode,
    mediaStartTime,
    durationS: 0,
    customerKey,
    redaction: service.autoRedaction,
    mediaRedaction: service.mediaRedaction,
    encryptionCredentialSid: service.encryptionCredentialSid,
    operators: attachedOperators(service.operatorSids, order.customOperators),
    media: null,
    redactedMedia: null,
    transcribed: false,
    diagnostics: freshDiagnostics,
  }
}
