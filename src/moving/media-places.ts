// Where a server of this configuration will look for recordings, opened for looking only.
import { join, resolve } from 'node:path'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { type S3Settings, s3LocationOf } from '../adapters/media-s3/location.ts'
import { createMediaS3 } from '../adapters/media-s3/media-s3.ts'
import { createMediaSealed } from '../adapters/media-sealed/media-sealed.ts'
import { createMediaKeyStore } from '../adapters/store-sql/media-keys.ts'
import { openVault } from '../adapters/vault-file/vault.ts'
import type { Config } from '../config.ts'
import type { SqlSession } from '../ports/db.ts'
import type { MediaStore } from '../ports/media-store.ts'

/** The settings that say where recordings are. */
export type MediaConfig = Pick<Config, 'DATA_DIR' | 'DATA_KEY' | keyof S3Settings>

/** The part of a media store that looks. */
export type MediaLook = Pick<MediaStore, 'size'>

/** The configured place; `folder` is that of the data directory where it is another one, else null. */
export interface MediaPlaces {
  configured: MediaLook
  folder: MediaLook | null
  close(): Promise<void>
}

/** Opens them. Keys of encrypted recordings are read from `session`. Nothing is made, in the data directory or in the
 * bucket.
 * @throws Error naming the setting that is missing for a bucket */
export function openMediaPlaces(config: MediaConfig, session: SqlSession): MediaPlaces {
  const { DATA_DIR, DATA_KEY } = config
  const dataDir = resolve(DATA_DIR)
  const workRoot = join(dataDir, 'work')
  const readable = (inner: MediaStore): MediaLook => {
    if (!DATA_KEY) return inner
    const vault = openVault(dataDir, DATA_KEY)
    return createMediaSealed({ inner, keys: createMediaKeyStore(session), vault, workRoot })
  }
  const files = readable(createMediaFiles(mediaFolder(config)))
  const location = s3LocationOf(config)
  if (!location) return { configured: files, folder: null, close: async () => undefined }
  const bucket = createMediaS3({ location, workRoot })
  return { configured: readable(bucket), folder: files, close: bucket.close }
}

/** The folder for recordings of a data directory. */
export function mediaFolder({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string {
  return join(resolve(DATA_DIR), 'media')
}

/** The configured place, for people. */
export function placeOf(config: Pick<Config, 'DATA_DIR' | 'MEDIA_STORE'>): string {
  const { MEDIA_STORE: bucket } = config
  if (!bucket) return mediaFolder(config)
  return bucket.prefix ? `s3://${bucket.bucket}/${bucket.prefix}` : `s3://${bucket.bucket}`
}
