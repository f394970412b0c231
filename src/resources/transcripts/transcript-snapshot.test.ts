// What a transcript takes over from its Service when it is made, over HTTP: later changes do not touch it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createKeyHolder } from '../../testing/key-holder.ts'
import { startTestServer } from '../../testing/test-server.ts'

interface Transcript {
  sid: string
  redaction: boolean
  language_code: string
  encryption_credential_sid: string | null
}

const server = await startTestServer({ after })
const post = <Body>(path: string, form: Record<string, string>) => server.request<Body>('POST', path, form)
const Channel = JSON.stringify({ media_properties: { media_url: 'https://example.com/a.wav' } })
const { body: key } = await post<{ sid: string }>('/v1/Credentials/PublicKeys', {
  PublicKey: createKeyHolder().publicPem,
})
const encryption = { EncryptionCredentialSid: key.sid }
let count = 0

async function makeService(settings: Record<string, string>) {
  const { status, body } = await post<{ sid: string }>('/v2/Services', {
    UniqueName: `s ${++count}`,
    ...settings,
  })
  assert.equal(status, 201)
  return body.sid
}
async function transcribe(ServiceSid: string) {
  const { status, body } = await post<Transcript>('/v2/Transcripts', { ServiceSid, Channel })
  assert.equal(status, 202)
  return body
}

const snapshots: [
  settings: Record<string, string>,
  later: Record<string, string>,
  taken: Partial<Transcript>,
][] = [
  [
    {},
    { AutoRedaction: 'true' },
    { redaction: false, encryption_credential_sid: null, language_code: 'en-US' },
  ],
  [
    { AutoRedaction: 'true', LanguageCode: 'en-GB' },
    { AutoRedaction: 'false' },
    { redaction: true, language_code: 'en-GB' },
  ],
  [encryption, { EncryptionCredentialSid: '' }, { redaction: false, encryption_credential_sid: key.sid }],
  [
    { ...encryption, AutoRedaction: 'true' },
    { EncryptionCredentialSid: '', AutoRedaction: 'false' },
    { redaction: true, encryption_credential_sid: key.sid },
  ],
]
for (const [settings, later, taken] of snapshots) {
  test(`under ${JSON.stringify(settings).slice(0, 60)} it stays what it was when the Service changes or goes`, async () => {
    const service = await makeService(settings)
    const made = await transcribe(service)
    assert.partialDeepStrictEqual(made, taken)
    const read = async () => (await server.request<Transcript>('GET', `/v2/Transcripts/${made.sid}`)).body
    assert.equal((await post(`/v2/Services/${service}`, later)).status, 200)
    assert.deepEqual(await read(), made)
    const after = await transcribe(service)
    const settingsOf = (one: Transcript) => [one.redaction, one.encryption_credential_sid]
    assert.notDeepEqual(settingsOf(after), settingsOf(made), 'the change holds for the next one')
    assert.equal((await server.request('DELETE', `/v2/Services/${service}`)).status, 204)
    assert.deepEqual(await read(), made)
  })
}

test('media of an encrypted or unfinished transcript has no address', async () => {
  const { sid } = await transcribe(await makeService(encryption))
  const { status, body } = await server.request<{ media_url: null }>('GET', `/v2/Transcripts/${sid}/Media`)
  assert.deepEqual([status, body.media_url], [200, null])
})
