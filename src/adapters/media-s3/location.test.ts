// From settings to addresses: of AWS, of other servers, of objects whose names need care.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeName, objectNameOf, type S3Settings, s3LocationOf, urlOf } from './location.ts'

const aws: S3Settings = {
  MEDIA_STORE: { bucket: 'calls', prefix: '' },
  S3_ENDPOINT: null,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKID',
  AWS_SECRET_ACCESS_KEY: 'hunter2',
  AWS_SESSION_TOKEN: null,
}

test('without a bucket there is no location, whatever else is set', () => {
  assert.equal(s3LocationOf({ ...aws, MEDIA_STORE: null }), null)
})

for (const [what, over, address] of [
  ['a bucket of AWS', {}, 'https://calls.s3.eu-central-1.amazonaws.com'],
  ['one in China', { AWS_REGION: 'cn-north-1' }, 'https://calls.s3.cn-north-1.amazonaws.com.cn'],
  [
    'one with dots, which no certificate covers as a host',
    { MEDIA_STORE: { bucket: 'my.calls', prefix: '' } },
    'https://s3.eu-central-1.amazonaws.com/my.calls',
  ],
  ['one of another server', { S3_ENDPOINT: 'http://minio:9000' }, 'http://minio:9000/calls'],
] as const) {
  test(`address of ${what}`, () => {
    assert.equal(s3LocationOf({ ...aws, ...over })?.bucketUrl, address)
  })
}

test('the region is needed for AWS only, keys always; what is missing is named', () => {
  const elsewhere = { ...aws, AWS_REGION: null, S3_ENDPOINT: 'http://minio:9000' }
  assert.equal(s3LocationOf(elsewhere)?.region, 'us-east-1')
  assert.throws(() => s3LocationOf({ ...aws, AWS_REGION: null }), /AWS_REGION/)
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const) {
    assert.throws(() => s3LocationOf({ ...aws, [name]: null }), new RegExp(name))
  }
})

test('objects lie under the prefix, and keys can not lead out of it', () => {
  const location = s3LocationOf({ ...aws, MEDIA_STORE: { bucket: 'calls', prefix: 'a/b' } })!
  assert.equal(objectNameOf('media/AC1/x', location), 'a/b/media/AC1/x')
  assert.equal(objectNameOf('media', s3LocationOf(aws)!), 'media')
  for (const key of ['', '/x', 'x/', 'a//b', '..', 'a/../b', './a'])
    assert.throws(() => objectNameOf(key, location), RangeError, key)
})

test('names and queries are encoded as signatures are made over them', () => {
  assert.equal(encodeName("a b/c+d!'()*é~"), 'a%20b/c%2Bd%21%27%28%29%2A%C3%A9~')
  const location = s3LocationOf(aws)!
  assert.equal(urlOf('a b', {}, location).href, `${location.bucketUrl}/a%20b`)
  const list = urlOf(null, { 'list-type': '2', prefix: 'a/b +' }, location)
  assert.equal(list.href, `${location.bucketUrl}/?list-type=2&prefix=a%2Fb%20%2B`)
})
