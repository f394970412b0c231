// What is said of recordings after a move: where they are, how many, and how to bring the others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adviceOnMedia, adviceOnUnseenMedia } from './advice.ts'
import type { FoundMedia } from './find-media.ts'
import type { MediaConfig } from './media-places.ts'

const files: MediaConfig = {
  DATA_DIR: '/srv/data',
  DATA_KEY: null,
  MEDIA_STORE: null,
  S3_ENDPOINT: null,
  AWS_REGION: null,
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_SESSION_TOKEN: null,
}
const bucket: MediaConfig = { ...files, MEDIA_STORE: { bucket: 'acme', prefix: 'calls' } }

const inFiles: FoundMedia = {
  place: '/srv/data/media',
  named: 42,
  found: 42,
  missing: [],
  inFolder: 0,
  waveforms: { named: 40, found: 40 },
}
const inBucket: FoundMedia = {
  ...inFiles,
  place: 's3://acme/calls',
  found: 30,
  missing: ['GT1', 'GT2'],
  inFolder: 12,
}

test('all that were found are counted, where they are', () => {
  assert.deepEqual(adviceOnMedia(inFiles, files), [
    'Recordings are not moved: they are read from /srv/data/media.',
    '42 of 42 recordings found there.',
  ])
  assert.deepEqual(adviceOnMedia({ ...inFiles, waveforms: { named: 40, found: 38 } }, files).slice(1), [
    '42 of 42 recordings found there; 2 of 40 waveforms are drawn anew when needed.',
  ])
  assert.equal(adviceOnMedia({ ...inFiles, named: 0, found: 0 }, files).length, 1)
})

test('a bucket that lacks some is not said to have them; what brings them is named', () => {
  const [where, missing, next] = adviceOnMedia(inBucket, bucket)
  assert.equal(where, 'Recordings are not moved: they are read from s3://acme/calls.')
  assert.equal(missing, 'warning: 30 of 42 recordings found there; the first that lack one: GT1, GT2')
  assert.equal(
    next,
    '12 of those 12 are in /srv/data/media; bring them with: aws s3 sync /srv/data/media s3://acme/calls',
  )
  assert.match(
    adviceOnMedia({ ...inBucket, inFolder: 0 }, bucket)[2]!,
    /^They are not in \/srv\/data\/media either/,
  )
})

test('the command can be pasted, whatever the folder is called and wherever the bucket is', () => {
  const config = { ...bucket, DATA_DIR: "/srv/Bo's data", S3_ENDPOINT: 'http://minio:9000' }
  const command = `aws s3 sync '/srv/Bo'\\''s data/media' s3://acme/calls --endpoint-url http://minio:9000`
  assert.ok(adviceOnMedia(inBucket, config)[2]!.endsWith(`: ${command}`))
})

test('files that are missing have to be brought by other means', () => {
  const advice = adviceOnMedia({ ...inFiles, found: 0, missing: ['GT1'] }, files)
  assert.match(
    advice[2]!,
    /^Copy the folder media of the data directory that has them to \/srv\/data\/media, or set/,
  )
})

test('a place that can not be looked at is said to be one', () => {
  assert.deepEqual(adviceOnUnseenMedia(new Error('no access'), bucket), [
    'Recordings are not moved: they are read from s3://acme/calls.',
    'warning: they could not be looked for: no access',
  ])
})
