// The 29 operations of the contract (section 1), and one successful request for each of them.
import type { Answer } from '../../../src/testing/test-server.ts'
import { freshName, type Subject } from './subject.ts'

/** Method, path and status of success by operationId. */
export const operations = {
  ListService: 'GET /v2/Services 200',
  CreateService: 'POST /v2/Services 201',
  FetchService: 'GET /v2/Services/{Sid} 200',
  UpdateService: 'POST /v2/Services/{Sid} 200',
  DeleteService: 'DELETE /v2/Services/{Sid} 204',
  FetchOperatorAttachments: 'GET /v2/Services/{ServiceSid}/Operators 200',
  CreateOperatorAttachment: 'POST /v2/Services/{ServiceSid}/Operators/{OperatorSid} 202',
  DeleteOperatorAttachment: 'DELETE /v2/Services/{ServiceSid}/Operators/{OperatorSid} 204',
  ListTranscript: 'GET /v2/Transcripts 200',
  CreateTranscript: 'POST /v2/Transcripts 202',
  FetchTranscript: 'GET /v2/Transcripts/{Sid} 200',
  DeleteTranscript: 'DELETE /v2/Transcripts/{Sid} 204',
  FetchMedia: 'GET /v2/Transcripts/{Sid}/Media 200',
  ListSentence: 'GET /v2/Transcripts/{TranscriptSid}/Sentences 200',
  FetchEncryptedSentences: 'GET /v2/Transcripts/{TranscriptSid}/Sentences/Encrypted 200',
  ListOperatorResult: 'GET /v2/Transcripts/{TranscriptSid}/OperatorResults 200',
  FetchOperatorResult: 'GET /v2/Transcripts/{TranscriptSid}/OperatorResults/{OperatorSid} 200',
  FetchEncryptedOperatorResults: 'GET /v2/Transcripts/{TranscriptSid}/OperatorResults/Encrypted 200',
  ListOperator: 'GET /v2/Operators 200',
  FetchOperator: 'GET /v2/Operators/{Sid} 200',
  ListCustomOperator: 'GET /v2/Operators/Custom 200',
  CreateCustomOperator: 'POST /v2/Operators/Custom 202',
  FetchCustomOperator: 'GET /v2/Operators/Custom/{Sid} 200',
  UpdateCustomOperator: 'POST /v2/Operators/Custom/{Sid} 202',
  DeleteCustomOperator: 'DELETE /v2/Operators/Custom/{Sid} 204',
  ListPrebuiltOperator: 'GET /v2/Operators/PreBuilt 200',
  FetchPrebuiltOperator: 'GET /v2/Operators/PreBuilt/{Sid} 200',
  ListOperatorType: 'GET /v2/OperatorTypes 200',
  FetchOperatorType: 'GET /v2/OperatorTypes/{Sid} 200',
} as const

/** Name of an operation. */
export type OperationId = keyof typeof operations

type Texts = Record<string, string>
/** Sends the request of an operation, `values` in the place of its path's parameters; returns the body. */
type Perform = (id: OperationId, values?: Texts, form?: Texts) => Promise<{ sid: string }>

/** Form of an operator that looks for a phrase. */
export function phraseOperatorForm(): { FriendlyName: string; OperatorType: string; Config: string } {
  const Config = JSON.stringify({ phrase_sets: [{ name: 'Greeting', phrases: ['good morning'] }] })
  return { FriendlyName: freshName(), OperatorType: 'PhraseMatching', Config }
}

/** Channel of a recording that is not there: its transcript fails at once. */
export function missingChannel(subject: Subject): string {
  const media_url = String(new URL(`/missing/${freshName()}.wav`, subject.world.shortCallUrl))
  return JSON.stringify({ media_properties: { media_url } })
}

/** Performs every operation on rows where it succeeds; returns the answers. */
export async function performEveryOperation(subject: Subject): Promise<Map<OperationId, Answer<unknown>>> {
  const answers = new Map<OperationId, Answer<unknown>>()
  const perform: Perform = async (id, values = {}, form) => {
    const [method, template] = operations[id].split(' ')
    const path = template!.replace(/\{(\w+)\}/g, (_, name) => values[name]!)
    const answer = await subject.call(method!, path, form && { form })
    answers.set(id, answer)
    return answer.body
  }
  const service = await perform('CreateService', {}, { UniqueName: freshName() })
  const operator = await perform('CreateCustomOperator', {}, phraseOperatorForm())
  await performOnServices(perform, { ServiceSid: service.sid, OperatorSid: operator.sid })
  await performOnOperators(perform, operator.sid)
  const created = { ServiceSid: service.sid, Channel: missingChannel(subject) }
  await performOnTranscripts(perform, subject, created)
  await perform('DeleteService', { Sid: service.sid })
  return answers
}

async function performOnServices(perform: Perform, values: { ServiceSid: string; OperatorSid: string }) {
  await perform('ListService')
  await perform('FetchService', { Sid: values.ServiceSid })
  await perform('UpdateService', { Sid: values.ServiceSid }, { FriendlyName: 'Changed' })
  await perform('CreateOperatorAttachment', values)
  await perform('FetchOperatorAttachments', values)
  await perform('DeleteOperatorAttachment', values)
}

async function performOnOperators(perform: Perform, Sid: string) {
  const { OperatorType: _, ...change } = phraseOperatorForm()
  await perform('ListOperator')
  await perform('FetchOperator', { Sid })
  await perform('ListCustomOperator')
  await perform('FetchCustomOperator', { Sid })
  await perform('UpdateCustomOperator', { Sid }, change)
  await perform('DeleteCustomOperator', { Sid })
  const preBuilt = (await perform('ListPrebuiltOperator')) as unknown as { operators: { sid: string }[] }
  await perform('FetchPrebuiltOperator', { Sid: preBuilt.operators[0]!.sid })
  const types = (await perform('ListOperatorType')) as unknown as { operator_types: { sid: string }[] }
  await perform('FetchOperatorType', { Sid: types.operator_types[0]!.sid })
}

async function performOnTranscripts(perform: Perform, subject: Subject, form: Texts) {
  const { plain, encrypted } = subject.world
  const { sid: Sid } = await perform('CreateTranscript', {}, form)
  await perform('ListTranscript')
  await perform('FetchTranscript', { Sid })
  await perform('FetchMedia', { Sid })
  await perform('DeleteTranscript', { Sid })
  const TranscriptSid = plain.transcript.sid as string
  await perform('ListSentence', { TranscriptSid })
  await perform('ListOperatorResult', { TranscriptSid })
  await perform('FetchOperatorResult', { TranscriptSid, OperatorSid: plain.operatorSid })
  await perform('FetchEncryptedSentences', { TranscriptSid: encrypted.transcript.sid })
  await perform('FetchEncryptedOperatorResults', { TranscriptSid: encrypted.transcript.sid })
}
