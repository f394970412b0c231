// The media store as files under one folder, private to the account that runs the server.
import { chmod, link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import type { MediaStore } from '../../ports/media-store.ts'

/** Makes a media store in `folder`, which is created with mode 0700. Objects have mode 0600. */
export function createMediaFiles(folder: string): MediaStore {
  const pathOf = (key: string) => {
    const path = normalize(join(folder, key))
    if (!path.startsWith(folder + sep)) throw new RangeError('a media key may not leave the media folder')
    return path
  }
  return {
    async take(key, from) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await chmod(from, 0o600)
      await syncToDisk(from)
      await rename(from, path)
      await syncFoldersOf(path, folder)
    },
    async copy(fromKey, toKey) {
      const path = pathOf(toKey)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      // Objects are never changed in place, so two names for the same bytes are two objects.
      await rm(path, { force: true })
      await link(pathOf(fromKey), path)
      await syncFoldersOf(path, folder)
    },
    async size(key) {
      return (await stat(pathOf(key)).catch(() => null))?.size ?? null
    },
    async read(key, range) {
      // What can not be opened is an error of this call, not of a stream that nobody listens to yet.
      const handle = await open(pathOf(key))
      return handle.createReadStream(range)
    },
    withFile: (key, work) => work(pathOf(key)),
    async removeAll(prefix) {
      await rm(pathOf(prefix), { recursive: true, force: true })
    },
  }
}

/** A folder made just now is on disk only once the folder that holds it is. */
async function syncFoldersOf(path: string, folder: string) {
  const top = dirname(folder)
  for (let at = dirname(path); at !== top; at = dirname(at)) await syncToDisk(at)
  await syncToDisk(top)
}

async function syncToDisk(path: string) {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
