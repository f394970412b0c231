// Signatures, against the worked examples of AWS's own documentation (Signature Version 4 for S3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSigner, EMPTY_SHA256 } from './sign.ts'

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
}
const now = () => new Date('2013-05-24T00:00:00Z')
const bucket = 'https://examplebucket.s3.amazonaws.com'

async function signatureOf(
  method: string,
  path: string,
  { sha256 = EMPTY_SHA256, ...headers }: Record<string, string> = {},
) {
  const sign = createSigner({ region: 'us-east-1', credentials }, now)
  const { authorization } = await sign({ method, url: new URL(bucket + path), headers, sha256 })
  return authorization
}

test('a part of an object', async () => {
  const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  assert.equal(
    await signatureOf('GET', '/test.txt', { range: 'bytes=0-9' }),
    `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
  )
})

test('an object whose name is encoded, with headers', async () => {
  const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' }
  const sha256 = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072'
  const signature = await signatureOf('PUT', '/test%24file.text', { ...headers, sha256 })
  assert.match(signature!, /=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd$/)
})

test('a list', async () => {
  const signature = await signatureOf('GET', '/?max-keys=2&prefix=J')
  assert.match(signature!, /=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7$/)
})

test('keys are those of the day, and a session token is signed, too', async () => {
  let today = now()
  const session = { ...credentials, sessionToken: 'a token' }
  const sign = createSigner({ region: 'us-east-1', credentials: session }, () => today)
  const request = { method: 'GET', url: new URL(bucket), headers: {}, sha256: EMPTY_SHA256 }
  const first = await sign(request)
  assert.equal(first['x-amz-security-token'], 'a token')
  assert.match(first.authorization!, /x-amz-date;x-amz-security-token,/)
  today = new Date('2013-05-25T00:00:00Z')
  const next = await sign(request)
  assert.deepEqual(
    next,
    await createSigner({ region: 'us-east-1', credentials: session }, () => today)(request),
  )
})
