// AES-256-GCM over the pieces of one object, so that each can be read alone and none can be altered, left out, moved
// or taken from elsewhere unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { altered, type Header, pieceCount, TAG_BYTES, writeHeader } from './layout.ts'

/** Seals and opens the pieces of one object. */
export interface PieceCipher {
  /** Piece number `index` with its tag. */
  seal(piece: Buffer, index: number): Buffer
  /** The piece that was sealed.
   * @throws VerbatimError mediaCorrupted when it is not piece number `index` of this very object */
  open(sealed: Buffer, index: number): Buffer
}

const KEY_BYTES = 32
const NONCE_PREFIX_BYTES = 8

/** The cipher of the object named `name` with this header. Key and first part of the nonce are made of the scope's
 * key, the salt and the name: an object under another name does not open. Every piece vouches for the whole header
 * and for being the last one or not. */
export function createPieceCipher(scopeKey: Buffer, header: Header, name: string): PieceCipher {
  const info = `verbatim media 1\0${name}`
  const derived = hkdfSync('sha256', scopeKey, header.salt, info, KEY_BYTES + NONCE_PREFIX_BYTES)
  const key = Buffer.from(derived, 0, KEY_BYTES)
  const last = pieceCount(header.bytes) - 1
  const headerBytes = writeHeader(header)
  const nonceOf = (index: number) => {
    const nonce = Buffer.alloc(NONCE_PREFIX_BYTES + 4)
    Buffer.from(derived, KEY_BYTES).copy(nonce)
    nonce.writeUInt32BE(index, NONCE_PREFIX_BYTES)
    return nonce
  }
  const vouched = (index: number) => Buffer.concat([headerBytes, Buffer.from([index === last ? 1 : 0])])
  return {
    seal(piece, index) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(vouched(index))
      return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, index) {
      if (sealed.length < TAG_BYTES) throw altered()
      const body = sealed.subarray(0, sealed.length - TAG_BYTES)
      const options = { authTagLength: TAG_BYTES }
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), options).setAAD(vouched(index))
      decipher.setAuthTag(sealed.subarray(body.length))
      try {
        return Buffer.concat([decipher.update(body), decipher.final()])
      } catch (cause) {
        throw altered(cause)
      }
    },
  }
}
