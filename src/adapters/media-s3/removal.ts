// Removes an object with all that lies under its name, uploads that were never finished included.
import { bodyOf, isFailure, type S3Client } from './client.ts'
import { failureOfAnswer, unavailable } from './failure.ts'
import { abortUpload } from './multipart.ts'
import { blocksOf, escapeXml, textOf } from './xml.ts'

/** As many as one request removes. */
const KEYS_AT_ONCE = 1000

/** Removes the object `name` and all whose names begin with `name/`.
 * @throws VerbatimError mediaStoreUnavailable when something may be left */
export async function removeUnder(name: string, client: S3Client): Promise<void> {
  // First, since what is aborted can not be completed behind the back of the list.
  await abortUploads(name, client)
  let [names, token]: [string[], string | null] = [[name], null]
  do {
    const query: Record<string, string> = {
      'list-type': '2',
      prefix: `${name}/`,
      ...(token && { 'continuation-token': token }),
    }
    const page = await client.ask({ method: 'GET', name: null, query })
    if (isFailure(page)) throw page.error
    names.push(...blocksOf(page.text, 'Contents').map((entry) => textOf(entry, 'Key') ?? ''))
    token = textOf(page.text, 'NextContinuationToken')
    while (names.length >= KEYS_AT_ONCE || (!token && names.length > 0)) {
      await removeObjects(names.slice(0, KEYS_AT_ONCE), client)
      names = names.slice(KEYS_AT_ONCE)
    }
  } while (token)
}

async function removeObjects(names: readonly string[], client: S3Client): Promise<void> {
  let left = names
  for (let tried = 1; ; tried++) {
    const objects = left.map((name) => `<Object><Key>${escapeXml(name)}</Key></Object>`).join('')
    const outcome = await client.ask({
      method: 'POST',
      name: null,
      query: { delete: '' },
      headers: { 'content-type': 'application/xml' },
      body: bodyOf(`<Delete><Quiet>true</Quiet>${objects}</Delete>`),
    })
    if (isFailure(outcome)) throw outcome.error
    const errors = blocksOf(outcome.text, 'Error').filter((one) => textOf(one, 'Code') !== 'NoSuchKey')
    if (errors.length === 0) return
    const { code, error } = failureOfAnswer(200, errors[0]!, null)
    const passing = code === 'InternalError' || code === 'SlowDown'
    const cause = unavailable(`${errors.length} objects could not be removed from the media store (${code})`)
    await client.pause({ error: code ? cause : error, passing, waitMs: 0, status: 200, code }, tried)
    const refused = new Set(errors.map((one) => textOf(one, 'Key')))
    left = left.filter((name) => refused.has(name))
  }
}

async function abortUploads(name: string, client: S3Client): Promise<void> {
  let after: Record<string, string> = {}
  for (;;) {
    const page = await client.ask({
      method: 'GET',
      name: null,
      query: { uploads: '', prefix: name, ...after },
    })
    // Servers without such a list clear up by themselves, or have to be told to.
    if (isFailure(page) && (page.status === 501 || page.code === 'NotImplemented')) return
    if (isFailure(page)) throw page.error
    for (const upload of blocksOf(page.text, 'Upload')) {
      const [key, uploadId] = [textOf(upload, 'Key') ?? '', textOf(upload, 'UploadId') ?? '']
      if (key !== name && !key.startsWith(`${name}/`)) continue
      if (!(await abortUpload(key, uploadId, client))) throw unavailable('An upload could not be aborted')
    }
    if (textOf(page.text, 'IsTruncated') !== 'true') return
    after = {
      'key-marker': textOf(page.text, 'NextKeyMarker') ?? '',
      'upload-id-marker': textOf(page.text, 'NextUploadIdMarker') ?? '',
    }
  }
}
