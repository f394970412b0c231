// What the two output formats have in common: sound in blocks in, pieces of a file out. No file access here.

/** Turns blocks of sound into the bytes of one file. What it returns is overwritten by the next call. */
export interface Encoder {
  /** The bytes that come before any sound. */
  start(): Uint8Array
  /** The bytes of one block: an array of 16-bit samples per channel, all of one length. */
  encode(block: readonly Int16Array[]): Uint8Array
  /** The bytes that are still owed after the last block. */
  finish(): Uint8Array
}
