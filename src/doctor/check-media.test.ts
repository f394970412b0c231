// The media store as the doctor sees it: none, a good one, and those that can not be used.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startS3Server } from '../testing/s3-server.ts'
import { checkMedia } from './check-media.ts'

const server = await startS3Server()
after(() => server.close())

test('files need no look', async () => {
  assert.equal((await checkMedia({ ...server.settings, MEDIA_STORE: null })).status, 'skipped')
})

test('a bucket is good when an object can be written, read and removed; nothing is left in it', async () => {
  const finding = await checkMedia(server.settings)
  assert.deepEqual([finding.status, finding.mend], ['ok', null])
  assert.match(finding.detail, /bucket calls$/)
  const list = await (await fetch(`${server.directUrl}/calls?list-type=2`)).text()
  assert.doesNotMatch(list, /<Key>/)
})

for (const [what, over, said] of [
  ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'hunter2' }, /can be written: .*SignatureDoesNotMatch/],
  ['no key', { AWS_ACCESS_KEY_ID: null }, /set AWS_ACCESS_KEY_ID/],
  ['a bucket that is not there', { MEDIA_STORE: { bucket: 'nowhere', prefix: '' } }, /does not exist/],
  ['a server that is not there', { S3_ENDPOINT: 'http://127.0.0.1:9' }, /could not be reached/],
] as const) {
  test(`${what} is a problem, told without the secret`, async () => {
    const finding = await checkMedia({ ...server.settings, ...over })
    assert.equal(finding.status, 'problem')
    assert.match(finding.detail, said)
    assert.doesNotMatch(finding.detail, /hunter2/)
    assert.match(finding.mend!, /object-storage\.md/)
  })
}

test('rights that lack one of the three are a problem that names it', async () => {
  for (const [method, said] of [
    ['GET', /can be read: .*AccessDenied/],
    ['POST', /can be removed: .*AccessDenied/],
  ] as const) {
    server.trouble = (request) => (request.method === method ? { status: 403, code: 'AccessDenied' } : null)
    const { status, detail } = await checkMedia(server.settings)
    assert.deepEqual([status, said.test(detail)], ['problem', true], detail)
  }
})
