// Can recordings be kept in the bucket, if they are to be? A small object is written, read and removed again.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { s3LocationOf } from '../adapters/media-s3/location.ts'
import { createMediaS3, type MediaS3 } from '../adapters/media-s3/media-s3.ts'
import type { Config } from '../config.ts'
import { sidFrom } from '../domain/sid.ts'
import { type Finding, findingsOf, messageOf } from './finding.ts'
import { within } from './within.ts'

const { ok, problem, skipped } = findingsOf('media store')
const ANSWER_MS = 15_000

/** Looks at MEDIA_STORE. */
export async function checkMedia(
  config: Pick<
    Config,
    | 'MEDIA_STORE'
    | 'S3_ENDPOINT'
    | 'AWS_REGION'
    | 'AWS_ACCESS_KEY_ID'
    | 'AWS_SECRET_ACCESS_KEY'
    | 'AWS_SESSION_TOKEN'
  >,
): Promise<Finding> {
  const place = config.MEDIA_STORE
  if (!place) return skipped('recordings are kept as files in the data directory')
  const folder = await mkdtemp(join(tmpdir(), 'verbatim-probe-'))
  let store: MediaS3 | null = null
  try {
    const location = s3LocationOf(config)
    if (!location) return skipped('recordings are kept as files in the data directory')
    store = createMediaS3({ location, workRoot: folder, limits: { attempts: 2, progressMs: 5_000 } })
    await within(ANSWER_MS, probe(store, folder))
    return ok(`objects can be written, read and removed in bucket ${place.bucket}`)
  } catch (error) {
    const mend =
      'check MEDIA_STORE, S3_ENDPOINT and AWS_*, and the rights of the key (docs/guide/object-storage.md)'
    return problem(messageOf(error), mend)
  } finally {
    await store?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws Error saying what can not be done */
async function probe(store: MediaS3, folder: string) {
  const key = `probe/${randomBytes(16).toString('hex')}`
  const path = join(folder, 'probe')
  await writeFile(path, key)
  // No store of its own encrypts, so that the scope does not matter.
  await step(
    'written',
    store.take(key, path, { accountSid: sidFrom('account', '0'.repeat(32)), customerKey: null }),
  )
  await readBack(store, key).catch(async (error) => {
    await store.removeAll(key).catch(() => undefined)
    throw error
  })
  await step('removed', store.removeAll(key))
  if ((await step('looked for', store.size(key))) !== null) throw new Error('what was removed is still there')
}

async function readBack(store: MediaS3, key: string) {
  const pieces: Uint8Array[] = []
  for await (const piece of await step('read', store.read(key, { start: 2, end: 6 }))) pieces.push(piece)
  if (Buffer.concat(pieces).toString() !== key.slice(2, 7))
    throw new Error('another object was read than written')
}

async function step<T>(what: string, work: Promise<T>): Promise<T> {
  return work.catch((error) => {
    throw new Error(`no object can be ${what}: ${messageOf(error)}`)
  })
}
