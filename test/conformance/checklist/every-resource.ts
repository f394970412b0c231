// One body and more of every resource of the contract, in every state in which it can be read.
import { missingChannel, phraseOperatorForm } from './every-operation.ts'
import { operatedCall } from './operated-call.ts'
import type { Subject } from './subject.ts'

const operator = [
  ...['account_sid', 'sid', 'friendly_name', 'description', 'author', 'operator_type', 'version'],
  ...['availability', 'config', 'date_created', 'date_updated', 'url'],
]

/** The keys of each resource (contract section 2). */
export const resourceKeys = {
  transcript: [
    ...['account_sid', 'service_sid', 'sid', 'date_created', 'date_updated', 'status', 'channel'],
    ...['data_logging', 'language_code', 'media_start_time', 'duration', 'customer_key', 'url'],
    ...['redaction', 'encryption_credential_sid', 'links'],
  ],
  media: ['account_sid', 'service_sid', 'sid', 'media_url', 'url'],
  sentence: [
    ...['media_channel', 'sentence_index', 'start_time', 'end_time', 'transcript', 'sid', 'confidence'],
    'words',
  ],
  operatorResult: [
    ...['operator_type', 'name', 'operator_sid', 'extract_match', 'match_probability', 'normalized_result'],
    ...['utterance_results', 'utterance_match', 'predicted_label', 'predicted_probability'],
    ...['label_probabilities', 'extract_results', 'text_generation_results', 'json_results'],
    ...['transcript_sid', 'url'],
  ],
  encryptedSentences: ['location', 'transcript_sid', 'url'],
  encryptedResults: ['locations', 'transcript_sid', 'url'],
  attachment: ['operator_sid', 'service_sid', 'url'],
  attachments: ['service_sid', 'operator_sids', 'url'],
  operator,
  operatorType: [
    ...['name', 'sid', 'friendly_name', 'description', 'docs_link', 'output_type', 'supported_languages'],
    ...['provider', 'availability', 'configurable', 'config_schema', 'date_created', 'date_updated', 'url'],
  ],
  service: [
    ...['sid', 'unique_name', 'friendly_name', 'date_created', 'date_updated', 'account_sid'],
    ...['auto_redaction', 'media_redaction', 'auto_transcribe', 'data_logging', 'language_code'],
    ...['webhook_url', 'webhook_http_method', 'read_only_attached_operator_sids', 'version'],
    ...['encryption_credential_sid', 'url'],
  ],
}

/** A body with the name of what it is. */
export interface Resource {
  kind: keyof typeof resourceKeys
  body: Record<string, unknown>
}

/** When the recordings of the transcripts that failed began; later than a whole second. */
export const mediaStart = { sent: '2026-01-02T03:04:05.678+02:00', shown: '2026-01-02T01:04:05Z' }

/** Reads all of them; rows that it needs are made. */
export async function everyResource(subject: Subject): Promise<Resource[]> {
  const { plain, redacted, encrypted } = subject.world
  const operated = await operatedCall(subject)
  const [queued, failed] = await failedTranscript(subject)
  const transcripts: Resource[] = [{ kind: 'transcript', body: queued }]
  for (const transcript of [failed, ...[plain, redacted, operated].map((one) => one.transcript)]) {
    transcripts.push(...(await contentOf(subject, String(transcript.sid))))
  }
  return [
    ...transcripts,
    ...(await encryptedContentOf(subject, encrypted.transcript.sid)),
    ...(await listed(subject, 'transcript', `/v2/Transcripts?PageSize=5&ServiceSid=${plain.service.sid}`)),
    ...(await operatorsAndServices(subject)),
    ...(await listed(subject, 'operatorType', '/v2/OperatorTypes')),
    await fetched(subject, 'operatorType', '/v2/OperatorTypes/Generative'),
  ]
}

/** A transcript as it was answered at create, and the same one when it had failed. */
async function failedTranscript(
  subject: Subject,
): Promise<[queued: Resource['body'], failed: Resource['body']]> {
  const { sid } = await subject.service()
  const form = { ServiceSid: sid, Channel: missingChannel(subject), MediaStartTime: mediaStart.sent }
  const { body } = await subject.call('POST', '/v2/Transcripts', { form })
  return [body, await subject.finished(body.sid)]
}

async function contentOf(subject: Subject, sid: string): Promise<Resource[]> {
  const path = `/v2/Transcripts/${sid}`
  const results = await listed(subject, 'operatorResult', `${path}/OperatorResults`)
  const one = results[0] && `${path}/OperatorResults/${results[0].body.operator_sid}`
  return [
    await fetched(subject, 'transcript', path),
    await fetched(subject, 'media', `${path}/Media`),
    ...(await listed(subject, 'sentence', `${path}/Sentences?WordTimestamps=true`)),
    ...(await listed(subject, 'sentence', `${path}/Sentences?Redacted=false`)),
    ...results,
    ...(one ? [await fetched(subject, 'operatorResult', one)] : []),
  ]
}

async function encryptedContentOf(subject: Subject, sid: string): Promise<Resource[]> {
  const path = `/v2/Transcripts/${sid}`
  return [
    await fetched(subject, 'transcript', path),
    await fetched(subject, 'media', `${path}/Media`),
    await fetched(subject, 'encryptedSentences', `${path}/Sentences/Encrypted`),
    await fetched(subject, 'encryptedResults', `${path}/OperatorResults/Encrypted`),
  ]
}

async function operatorsAndServices(subject: Subject): Promise<Resource[]> {
  const service = await subject.service()
  const path = `/v2/Services/${service.sid}`
  const { OperatorType: _, ...change } = phraseOperatorForm()
  const made = await subject.call('POST', '/v2/Operators/Custom', { form: phraseOperatorForm() })
  const { sid } = made.body
  const changed = await subject.call('POST', `/v2/Operators/Custom/${sid}`, { form: change })
  const attached = await subject.call('POST', `${path}/Operators/${sid}`)
  const updated = await subject.call('POST', path, { form: { FriendlyName: 'Changed' } })
  const preBuilt = await listed(subject, 'operator', '/v2/Operators/PreBuilt')
  return [
    { kind: 'service', body: service },
    { kind: 'service', body: updated.body },
    await fetched(subject, 'service', path),
    ...(await listed(subject, 'service', '/v2/Services?PageSize=5')),
    { kind: 'attachment', body: attached.body },
    await fetched(subject, 'attachments', `${path}/Operators`),
    { kind: 'operator', body: made.body },
    { kind: 'operator', body: changed.body },
    ...preBuilt,
    ...(await listed(subject, 'operator', '/v2/Operators/Custom?PageSize=5')),
    ...(await listed(subject, 'operator', '/v2/Operators?PageSize=1000')).slice(-20),
    await fetched(subject, 'operator', `/v2/Operators/${sid}`),
    await fetched(subject, 'operator', `/v2/Operators/Custom/${sid}`),
    await fetched(subject, 'operator', `/v2/Operators/PreBuilt/${preBuilt[0]!.body.sid}`),
  ]
}

async function fetched(subject: Subject, kind: Resource['kind'], path: string): Promise<Resource> {
  return { kind, body: (await subject.call('GET', path)).body }
}

async function listed(subject: Subject, kind: Resource['kind'], path: string): Promise<Resource[]> {
  const { body } = await subject.call('GET', path)
  return body[body.meta.key].map((item: Resource['body']) => ({ kind, body: item }))
}
