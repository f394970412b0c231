// User and password in a media_url (contract section 21, line 31).
import assert from 'node:assert/strict'
import { eventually } from '../../../src/testing/eventually.ts'
import type { Check } from './check.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { startRecordingOrigin } from './recording-origin.ts'
import { withSecondServer } from './second-server.ts'
import { freshName, type Subject } from './subject.ts'
import { silentWav } from './wav-file.ts'

async function sendsCredentialsWhenToldTo(subject: Subject) {
  const [user, password] = ['caller', freshName()]
  const basic = `Basic ${btoa(`${user}:${password}`)}`
  const origin = await startRecordingOrigin({
    call: ({ headers }, response) => {
      if (headers.authorization === basic) response.end(silentWav())
      else response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end()
    },
  })
  const seen = () => origin.requestsFor('call').map(({ headers }) => headers.authorization)
  const transcribe = async (on: Subject) => {
    const { sid } = await on.service()
    return on.transcribe(sid, { mediaUrl: origin.urlOf('call', `${user}:${password}`) })
  }
  const assertSecret = async (log: () => string, { sid, status }: { sid: string; status: string }) => {
    const isTold = (line: string) => line.includes(sid) && line.includes(`"transcript ${status}"`)
    // It is written, and comes through a pipe, a little before or after the answer that says the same.
    await eventually(() => log().split('\n').some(isTold), 'the log tells of the transcript')
    for (const secret of [password, basic]) assert.ok(!log().includes(secret), 'the log holds the password')
  }
  try {
    const failed = await transcribe(subject)
    assert.equal(failed.status, 'failed')
    const { body } = await subject.call('GET', `/x/v1/Transcripts/${failed.sid}/Diagnostics`)
    assert.equal(body.failure.code, 95111)
    assert.ok(!JSON.stringify(body).includes(password))
    assert.deepEqual(seen(), [undefined])
    await assertSecret(subject.world.server.output, { sid: failed.sid, status: 'failed' })

    const settings = { MEDIA_URL_CREDENTIALS: 'on', LOG_LEVEL: 'trace' }
    await withSecondServer(subject, { settings, broken: sendingAlways }, async (second, output) => {
      const { sid, status } = await transcribe(second)
      assert.equal(status, 'completed')
      assert.deepEqual(seen(), [undefined, basic])
      await assertSecret(output, { sid, status })
    })
  } finally {
    origin.close()
  }
}

/** A server that sends them unasked gets the recording. */
const sendingAlways: Distortion = (answer) =>
  bendJson(answer, (body) => {
    if (body.status === 'failed') body.status = 'completed'
    if (body.failure) body.failure = null
  })

/** Line 31. */
export const urlCredentialsCheck: Check = {
  number: 31,
  title: 'credentials of a media_url are sent when a setting says so, and never logged',
  run: sendsCredentialsWhenToldTo,
  broken: sendingAlways,
}
