// The holder of a private key, who reads what was encrypted for it, with nothing but node:crypto.
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto'

/** Ciphertext as it is stored or served: wrapped key, IV, and the encrypted text with its tag. */
export interface Ciphertext {
  wrappedKey: Uint8Array
  iv: Uint8Array
  body: Uint8Array
}

/** A key pair of which only the public half is told. */
export interface KeyHolder {
  /** SubjectPublicKeyInfo in PEM. */
  publicPem: string
  /** The text.
   * @throws Error when it is for somebody else, or was altered */
  decrypt(ciphertext: Ciphertext): string
}

const TAG_BYTES = 16

/** Makes an RSA key pair. */
export function createKeyHolder(modulusLength = 2048): KeyHolder {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const unwrap = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
  return {
    publicPem,
    decrypt({ wrappedKey, iv, body }) {
      const decipher = createDecipheriv('aes-256-gcm', privateDecrypt(unwrap, wrappedKey), iv)
      decipher.setAuthTag(body.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
    },
  }
}
