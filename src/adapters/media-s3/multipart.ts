// Objects made of parts, whichever way the parts come to the server. What was begun is finished, or cleared away.
import { randomBytes } from 'node:crypto'
import { bodyOf, isFailure, type S3Client } from './client.ts'
import { unavailable } from './failure.ts'
import type { S3Limits } from './limits.ts'
import { escapeXml, textOf } from './xml.ts'

/** An object to be made of `parts` parts. */
export interface PartedObject {
  name: string
  parts: number
  /** Brings part `number`, from 1 on, to the server.
   * @param query names part and upload
   * @returns its ETag */
  send(number: number, query: Record<string, string>): Promise<string>
}

/** What it needs. */
export interface PartsDeps {
  client: S3Client
  limits: Pick<S3Limits, 'partsAtOnce'>
}

/** By which an object shows which upload it is of. */
const MARK = 'x-amz-meta-upload'

/** Makes the object, a few parts at a time.
 * @throws what `send` throws; VerbatimError mediaStoreUnavailable. The upload is aborted then */
export async function uploadInParts(object: PartedObject, deps: PartsDeps): Promise<void> {
  const { client } = deps
  const mark = randomBytes(16).toString('hex')
  const begun = await client.ask({
    method: 'POST',
    name: object.name,
    query: { uploads: '' },
    headers: { [MARK]: mark },
  })
  if (isFailure(begun)) throw begun.error
  const uploadId = textOf(begun.text, 'UploadId')
  if (!uploadId) throw unavailable('The media store began no upload')
  try {
    const etags = await sendAll(object, uploadId, deps)
    await complete({ name: object.name, uploadId, etags, mark }, client)
  } catch (error) {
    await abortUpload(object.name, uploadId, client)
    throw error
  }
}

/** Gives up an upload; one that can not be given up now is left to the removal of the object, or of the transcript. */
export async function abortUpload(name: string, uploadId: string, client: S3Client): Promise<boolean> {
  const outcome = await client.ask({ method: 'DELETE', name, query: { uploadId } })
  return !isFailure(outcome) || outcome.status === 404
}

/** No part is begun after one has failed; those under way are waited for, since they would outlive the upload. */
async function sendAll(object: PartedObject, uploadId: string, { limits }: PartsDeps): Promise<string[]> {
  const etags: string[] = []
  let [begun, failed] = [0, false]
  async function sendSome() {
    while (begun < object.parts && !failed) {
      const number = ++begun
      etags[number - 1] = await object
        .send(number, { partNumber: String(number), uploadId })
        .catch((error: unknown) => {
          failed = true
          throw error
        })
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: limits.partsAtOnce }, sendSome))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return etags
}

interface SentUpload {
  name: string
  uploadId: string
  etags: readonly string[]
  mark: string
}

async function complete({ name, uploadId, etags, mark }: SentUpload, client: S3Client): Promise<void> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escapeXml(etag)}</ETag></Part>`,
  )
  const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'
  const outcome = await client.ask({
    method: 'POST',
    name,
    query: { uploadId },
    headers: { 'content-type': 'application/xml' },
    body: bodyOf(`<CompleteMultipartUpload xmlns="${xmlns}">${parts.join('')}</CompleteMultipartUpload>`),
    serverWorks: true,
  })
  if (!isFailure(outcome)) return
  // An answer that was lost: the upload is gone since it was completed.
  if (outcome.status === 404) {
    const found = await client.ask({ method: 'HEAD', name })
    if (!isFailure(found) && found.header(MARK) === mark) return
  }
  throw outcome.error
}
