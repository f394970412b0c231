// Where recordings are kept. Keys carry no personal data: `media/<account sid>/<transcript sid>/original`.

/** Bytes `start` to `end`, both inclusive. */
export interface ByteRange {
  start: number
  end: number
}

/** Stores whole objects under keys. */
export interface MediaStore {
  /** Moves the file at `path` into the store, durably; replaces an object of the same key. */
  take(key: string, path: string): Promise<void>
  /** Makes a copy under another key, durably. */
  copy(fromKey: string, toKey: string): Promise<void>
  /** Size of an object, or null when there is none. */
  size(key: string): Promise<number | null>
  /** Reads an object or a part of it. */
  read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>>
  /** Calls `work` with a local file holding the object. */
  withFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>
  /** Removes every object whose key starts with `prefix`. */
  removeAll(prefix: string): Promise<void>
}
