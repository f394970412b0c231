// What a transcript takes over from its Service at the moment it is made.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOperator, aService } from '../testing/builders.ts'
import { parseChannel, recordingChannel } from './channel.ts'
import { customOperatorSids, queuedTranscript } from './new-transcript.ts'
import { preBuiltOperators } from './operator-catalogue.ts'
import { sidFrom } from './sid.ts'

const made = { sid: sidFrom('transcript', 'ab'.repeat(16)), now: new Date('2026-01-02T03:04:05.678Z') }
const channel = parseChannel('{"media_properties": {"media_url": "https://example.com/a.wav"}}')
const [first, second] = preBuiltOperators as [(typeof preBuiltOperators)[0], (typeof preBuiltOperators)[0]]

function order(over: Partial<Parameters<typeof queuedTranscript>[0]> = {}) {
  return {
    service: aService(),
    customOperators: [],
    channel,
    customerKey: null,
    mediaStartTime: null,
    ...over,
  }
}

test('it is queued, of no length, with nothing done yet', () => {
  const service = aService()
  assert.deepEqual(queuedTranscript(order({ service }), made), {
    sid: made.sid,
    accountSid: service.accountSid,
    serviceSid: service.sid,
    dateCreated: made.now,
    dateUpdated: made.now,
    status: 'queued',
    channel,
    languageCode: 'en-US',
    mediaStartTime: null,
    durationS: 0,
    customerKey: null,
    redaction: false,
    mediaRedaction: false,
    encryptionCredentialSid: null,
    operators: [],
    media: null,
    redactedMedia: null,
    transcribed: false,
    diagnostics: { stageMs: {}, warnings: [], failure: null, attempts: 0 },
  })
})

test('language, redaction and encryption are those of the Service; the rest is what the caller said', () => {
  const encryptionCredentialSid = sidFrom('publicKey', 'cd'.repeat(16))
  const service = aService({ languageCode: 'en-GB', autoRedaction: true, encryptionCredentialSid })
  const mediaStartTime = new Date('2025-01-01T00:00:00Z')
  const spoken = recordingChannel(sidFrom('recording', 'ef'.repeat(16)), null)
  const transcript = queuedTranscript(
    order({ service, channel: spoken, customerKey: 'key', mediaStartTime }),
    made,
  )
  assert.partialDeepStrictEqual(transcript, {
    languageCode: 'en-GB',
    redaction: true,
    mediaRedaction: false,
    encryptionCredentialSid,
    channel: spoken,
    customerKey: 'key',
    mediaStartTime,
  })
  const both = aService({ autoRedaction: true, mediaRedaction: true })
  assert.equal(queuedTranscript(order({ service: both }), made).mediaRedaction, true)
})

test('attached operators are kept as they are now, in order of attachment, whatever their kind', () => {
  const custom = anOperator()
  const service = aService({ operatorSids: [second.sid, custom.sid, first.sid] })
  assert.deepEqual(customOperatorSids(service), [custom.sid])
  const { operators } = queuedTranscript(order({ service, customOperators: [anOperator(), custom] }), made)
  assert.deepEqual(
    operators,
    [second, custom, first].map(({ sid, friendlyName, operatorType, config }) => ({
      sid,
      friendlyName,
      operatorType,
      config,
    })),
  )
})

test('an attached operator that is gone is left out', () => {
  const gone = anOperator()
  const service = aService({ operatorSids: [gone.sid, first.sid] })
  const { operators } = queuedTranscript(order({ service }), made)
  assert.deepEqual(
    operators.map(({ sid }) => sid),
    [first.sid],
  )
})

test('a Service without operators asks for none', () => assert.deepEqual(customOperatorSids(aService()), []))
