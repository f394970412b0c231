// Where recordings are kept. Keys carry no personal data: `media/<account sid>/<transcript sid>/original`.
import type { MediaScope } from './media-key-store.ts'

/** Bytes `start` to `end`, both inclusive. */
export interface ByteRange {
  start: number
  end: number
}

/** Stores whole objects under keys. */
export interface MediaStore {
  /** Moves the file at `path` into the store, durably; replaces an object of the same key. A store that encrypts does
   * so under the key of `scope`.
   * @throws VerbatimError recordingUnavailable when `scope` was erased */
  take(key: string, path: string, scope: MediaScope): Promise<void>
  /** Makes a copy under another key, durably; it belongs to `scope`, wherever the object it is made of does. */
  copy(fromKey: string, toKey: string, scope: MediaScope): Promise<void>
  /** Size of an object, or null when there is none, or none that can be read any more.
   * @throws VerbatimError mediaCorrupted, as everything that reads does, when the object was altered */
  size(key: string): Promise<number | null>
  /** Reads an object or a part of it.
   * @throws VerbatimError recordingUnavailable when it can not be read any more */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>>
  /** Calls `work` with a local file holding the object.
   * @throws VerbatimError recordingUnavailable when it can not be read any more */
  withFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>
  /** Removes every object whose key starts with `prefix`. */
  removeAll(prefix: string): Promise<void>
}
