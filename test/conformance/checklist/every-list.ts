// The eight lists of the contract, each with rows in it and with every filter that it has.
import { operatedCall } from './operated-call.ts'
import { freshName, type Subject } from './subject.ts'

/** A list that has at least two rows under its filters. */
export interface ListPlace {
  path: string
  /** Name of the array of rows. */
  key: string
  maxSize: number
  /** Its filters as they appear in page URLs. */
  filters: string
}

const recording = `RE${'7'.repeat(32)}`

/** All lists. Makes the rows that its filters need. */
export async function everyList(subject: Subject): Promise<ListPlace[]> {
  const { transcript } = await operatedCall(subject)
  const of = `/v2/Transcripts/${transcript.sid}`
  const served = 'Availability=public&LanguageCode=en'
  const operators = ['', '/Custom', '/PreBuilt'].map((collection) => `/v2/Operators${collection}`)
  await subject.service()
  await subject.service()
  return [
    { path: '/v2/Services', key: 'services', maxSize: 1000, filters: '' },
    { path: '/v2/Transcripts', key: 'transcripts', maxSize: 1000, filters: await transcriptFilters(subject) },
    {
      path: `${of}/Sentences`,
      key: 'sentences',
      maxSize: 5000,
      filters: 'Redacted=false&WordTimestamps=true',
    },
    { path: `${of}/OperatorResults`, key: 'operator_results', maxSize: 1000, filters: 'Redacted=false' },
    ...operators.map((path) => ({ path, key: 'operators', maxSize: 1000, filters: served })),
    { path: '/v2/OperatorTypes', key: 'operator_types', maxSize: 1000, filters: 'LanguageCode=en' },
  ]
}

/** Makes transcripts of a recording that is not there, one after the other, since only one may live; returns all
 * filters such that exactly they match. */
async function transcriptFilters(subject: Subject): Promise<string> {
  const { sid: ServiceSid } = await subject.service()
  const Channel = JSON.stringify({ media_properties: { source_sid: recording } })
  const MediaStartTime = '2026-01-02T03:04:05Z'
  for (let i = 0; i < 3; i++) {
    const form = { ServiceSid, Channel, MediaStartTime, CustomerKey: freshName() }
    const { body } = await subject.call('POST', '/v2/Transcripts', { form })
    await subject.finished(body.sid)
  }
  const filters = new URLSearchParams({
    ServiceSid,
    BeforeStartTime: '2026-01-02T03:04:06Z',
    AfterStartTime: '2026-01-02T03:04:04Z',
    BeforeDateCreated: '2100-01-01T00:00:00Z',
    AfterDateCreated: '2020-01-01T00:00:00Z',
    Status: 'failed',
    LanguageCode: 'en',
    SourceSid: recording,
  })
  return String(filters)
}
