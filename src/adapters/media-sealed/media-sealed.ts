// The media store that encrypts: whatever another store keeps for it is ciphertext under a key of its scope. What that
// store held before stays readable.
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fault } from '../../domain/errors.ts'
import type { MediaKey, MediaKeyStore, MediaScope } from '../../ports/media-key-store.ts'
import type { ByteRange, MediaStore } from '../../ports/media-store.ts'
import type { Vault } from '../../ports/vault.ts'
import { createPieceCipher, type PieceCipher } from './cipher.ts'
import {
  altered,
  HEADER_BYTES,
  PIECE_BYTES,
  pieceCount,
  placeOf,
  readHeader,
  SALT_BYTES,
  SEALED_PIECE_BYTES,
  sealedBytes,
  writeHeader,
} from './layout.ts'
import { inPieces } from './pieces.ts'

/** What encrypting needs. */
export interface MediaSealedDeps {
  /** Where the ciphertext goes. */
  inner: MediaStore
  keys: MediaKeyStore
  vault: Pick<Vault, 'seal' | 'open'>
  /** Private folder, on the disk of the inner store, for files under way. */
  workRoot: string
}

/** Makes the store. An object is unreadable, as if it were not there, once the key of its scope was removed.
 * Reading throws VerbatimError mediaCorrupted where the ciphertext is not as it was written. */
export function createMediaSealed(deps: MediaSealedDeps): MediaStore {
  const { inner } = deps
  return {
    async take(key, path, scope) {
      const { size: bytes } = await stat(path)
      await store(
        { open: async () => createReadStream(path, { highWaterMark: PIECE_BYTES }), bytes },
        { key, scope },
        deps,
      )
      await rm(path)
    },
    async copy(fromKey, toKey, scope) {
      const object = await find(fromKey, deps)
      const bytes = object === 'plain' ? await inner.size(fromKey) : object?.bytes
      if (!object || bytes === undefined || bytes === null) throw unreadable()
      const open = async () => (object === 'plain' ? inner.read(fromKey) : openPart(object, null, inner))
      await store({ open, bytes }, { key: toKey, scope }, deps)
    },
    async size(key) {
      const object = await find(key, deps)
      return object === 'plain' ? inner.size(key) : (object?.bytes ?? null)
    },
    async read(key, range) {
      const object = await find(key, deps)
      if (!object) throw unreadable()
      return object === 'plain' ? inner.read(key, range) : openPart(object, range ?? null, inner)
    },
    async withFile(key, work) {
      const object = await find(key, deps)
      if (!object) throw unreadable()
      if (object === 'plain') return inner.withFile(key, work)
      return withTemporaryFile(deps, async (path) => {
        await pipeline(openPart(object, null, inner), createWriteStream(path, privateFile))
        return work(path)
      })
    },
    async removeAll(prefix) {
      await inner.removeAll(prefix)
      // Where a prefix is taken for a whole name, this is the other name of the object.
      await inner.removeAll(sealedKeyOf(prefix))
    },
  }
}

/** Encrypted objects have names of their own: a damaged header can not make one pass for a plain object, and a server
 * without the key does not hand out ciphertext as a recording. */
function sealedKeyOf(key: string): string {
  return `${key}.sealed`
}

const privateFile = { mode: 0o600, flags: 'wx' } as const

function unreadable() {
  return fault('recordingUnavailable', 'The recording is gone, or the key that it was encrypted under')
}

/** An encrypted object that can be read. */
interface SealedObject {
  sealedKey: string
  bytes: number
  cipher: PieceCipher
}

/** Looks at an object's header: `plain` when it is not encrypted (or not there), null when its key is gone, or it is
 * being removed. */
async function find(key: string, deps: MediaSealedDeps): Promise<SealedObject | 'plain' | null> {
  const { inner, keys, vault } = deps
  const sealedKey = sealedKeyOf(key)
  const size = await inner.size(sealedKey)
  if (size === null) return 'plain'
  const headerBytes = await readStart(sealedKey, inner)
  if (!headerBytes) return null
  const header = readHeader(headerBytes)
  if (size !== sealedBytes(header.bytes)) throw altered()
  const scopeKey = await keys.find(header.keyId)
  if (!scopeKey) return null
  const cipher = createPieceCipher(openKey(scopeKey, vault), header, key)
  return { sealedKey, bytes: header.bytes, cipher }
}

async function readStart(sealedKey: string, inner: MediaStore): Promise<Buffer | null> {
  try {
    return await collect(await inner.read(sealedKey, { start: 0, end: HEADER_BYTES - 1 }))
  } catch (error) {
    if ((await inner.size(sealedKey)) === null) return null
    throw error
  }
}

/** The part `range` of an object, all of it for null. Nothing is given out before its tag was checked. */
async function* openPart(
  { sealedKey, bytes, cipher }: SealedObject,
  range: ByteRange | null,
  inner: MediaStore,
): AsyncGenerator<Buffer> {
  const { start, end } = { start: range?.start ?? 0, end: Math.min(range?.end ?? bytes, bytes - 1) }
  if (range && start > end) return
  const { firstPiece, lastPiece, place } = placeOf({ start, end }, bytes)
  let index = firstPiece
  for await (const piece of inPieces(await inner.read(sealedKey, place), SEALED_PIECE_BYTES)) {
    const opened = cipher.open(piece, index)
    const at = index * PIECE_BYTES
    yield opened.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
    index++
  }
  // Cut off since its size was looked at.
  if (index !== lastPiece + 1) throw altered()
}

/** What is to be encrypted. It is opened where it is read, so that nothing stays open of what can not be kept. */
interface PlainContent {
  open(): Promise<AsyncIterable<Uint8Array>>
  bytes: number
}

/** Encrypts `content` into a file and has the inner store take it, in place of any object of that name. */
async function store(
  content: PlainContent,
  { key, scope }: { key: string; scope: MediaScope },
  deps: MediaSealedDeps,
) {
  const { inner } = deps
  const scopeKey = await obtainKey(scope, deps)
  const header = { keyId: scopeKey.id, salt: randomBytes(SALT_BYTES), bytes: content.bytes }
  const cipher = createPieceCipher(openKey(scopeKey, deps.vault), header, key)
  await withTemporaryFile(deps, async (path) => {
    const whole = (async function* () {
      yield writeHeader(header)
      yield* sealAll(content, cipher)
    })()
    await pipeline(whole, createWriteStream(path, privateFile))
    // A plain object of that name would stay in the clear; its removal may take the encrypted one along.
    if ((await inner.size(key)) !== null) await inner.removeAll(key)
    await inner.take(sealedKeyOf(key), path, scope)
  })
}

async function* sealAll({ open, bytes }: PlainContent, cipher: PieceCipher) {
  let [index, seen] = [0, 0]
  for await (const piece of inPieces(await open(), PIECE_BYTES)) {
    yield cipher.seal(piece, index++)
    seen += piece.length
  }
  if (bytes === 0 && seen === 0) yield cipher.seal(Buffer.alloc(0), index++)
  if (seen !== bytes || index !== pieceCount(bytes)) throw new Error('a file changed while it was encrypted')
}

/** @throws VerbatimError recordingUnavailable when the customer was erased meanwhile */
async function obtainKey(scope: MediaScope, { keys, vault }: MediaSealedDeps): Promise<MediaKey> {
  const fresh = {
    id: randomBytes(16).toString('hex'),
    sealed: vault.seal(randomBytes(32).toString('base64')),
  }
  const found = await keys.obtain(scope, fresh)
  if (!found) throw fault('recordingUnavailable', 'The customer of the recording was erased')
  return found
}

function openKey({ sealed }: MediaKey, vault: Pick<Vault, 'open'>): Buffer {
  return Buffer.from(vault.open(sealed), 'base64')
}

/** Runs `work` with the path of a file that is not there yet, and is gone afterwards. */
async function withTemporaryFile<T>(
  { workRoot }: Pick<MediaSealedDeps, 'workRoot'>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = join(workRoot, `media-${randomBytes(16).toString('hex')}`)
  try {
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}

async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
