// Makes the bucket of MEDIA_STORE on the server of S3_ENDPOINT, where it is not there yet. Not for AWS: there a bucket is
// made, with its rights, by whoever owns the account.
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'

const {
  MEDIA_STORE = '',
  S3_ENDPOINT,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
} = process.env
const bucket = /^s3:\/\/([^/]+)/.exec(MEDIA_STORE)?.[1]
if (!bucket || !S3_ENDPOINT) {
  console.error('MEDIA_STORE must be s3://bucket, and S3_ENDPOINT an address')
  process.exit(1)
}
const client = new AwsClient({
  accessKeyId: AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: AWS_SECRET_ACCESS_KEY ?? '',
  service: 's3',
  region: region || 'us-east-1',
})
/** Of no body. */
const headers = { 'x-amz-content-sha256': createHash('sha256').digest('hex') }
const address = `${S3_ENDPOINT.replace(/\/+$/, '')}/${bucket}`

if ((await client.fetch(address, { method: 'HEAD', headers })).ok) {
  console.log(`bucket ${bucket} is there`)
} else {
  const answer = await client.fetch(address, { method: 'PUT', headers })
  if (!answer.ok) {
    console.error(`bucket ${bucket} can not be made: ${answer.status} ${await answer.text()}`)
    process.exit(1)
  }
  console.log(`bucket ${bucket} made`)
}
