// Copies that the server makes, without the bytes passing through here.
import { fault } from '../../domain/errors.ts'
import { isFailure, type S3Answer, type S3Client, sizeIn } from './client.ts'
import type { Failure } from './failure.ts'
import type { S3Limits } from './limits.ts'
import { encodeName, type S3Location } from './location.ts'
import { uploadInParts } from './multipart.ts'
import { textOf } from './xml.ts'

/** What copying needs. */
export interface CopyDeps {
  client: S3Client
  location: Pick<S3Location, 'bucket'>
  limits: S3Limits
  /** @throws VerbatimError mediaStoreUnavailable when there is no bucket */
  requireBucket(): Promise<void>
}

/** Makes the object `to` of the object `from`; names are whole.
 * @throws VerbatimError recordingUnavailable when there is none, mediaStoreUnavailable */
export async function copyObject(
  from: string,
  to: string,
  { client, location, limits, requireBucket }: CopyDeps,
): Promise<void> {
  const asked = await client.ask({ method: 'HEAD', name: from })
  // The answer has no body that could name what is missing.
  if (isFailure(asked) && asked.status === 404) await requireBucket()
  const found = unlessGone(asked)
  const bytes = sizeIn(found)
  const source = { 'x-amz-copy-source': `/${location.bucket}/${encodeName(from)}` }
  if (bytes <= limits.copyBytes) {
    unlessGone(await client.ask({ method: 'PUT', name: to, headers: source, serverWorks: true }))
    return
  }
  const etag = found.header('etag')
  const partBytes = Math.max(limits.copyPartBytes, Math.ceil(bytes / limits.parts))
  await uploadInParts(
    {
      name: to,
      parts: Math.ceil(bytes / partBytes),
      async send(number, query) {
        const start = (number - 1) * partBytes
        const end = Math.min(start + partBytes, bytes) - 1
        const headers = {
          ...source,
          'x-amz-copy-source-range': `bytes=${start}-${end}`,
          ...(etag && { 'x-amz-copy-source-if-match': etag }),
        }
        const copied = unlessGone(
          await client.ask({ method: 'PUT', name: to, query, headers, serverWorks: true }),
        )
        return textOf(copied.text, 'ETag') ?? ''
      },
    },
    { client, limits },
  )
}

function unlessGone<T extends S3Answer>(outcome: T | Failure): T {
  if (!isFailure(outcome)) return outcome
  const gone = outcome.status === 404 && outcome.code !== 'NoSuchBucket'
  throw gone ? fault('recordingUnavailable', 'The recording is gone') : outcome.error
}
