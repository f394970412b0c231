// A document that only the holder of a private key can read (contract section 14).
import type { OperatorSid } from './sid.ts'

/** Ciphertext: the AES-256-GCM key wrapped with RSAES-OAEP (SHA-256), the IV (12 bytes), and the encrypted text
 * followed by its 16-byte tag. */
export interface EncryptedDocument {
  name: DocumentName
  wrappedKey: Uint8Array
  iv: Uint8Array
  body: Uint8Array
}

/** Which document of a transcript: all sentences, or one operator's result; as spoken or redacted. */
export type DocumentName =
  | 'sentences'
  | 'sentences-redacted'
  | `result-${OperatorSid}`
  | `result-${OperatorSid}-redacted`

/** The name of the sentences' document. */
export function sentencesDocument(redacted: boolean): DocumentName {
  return redacted ? 'sentences-redacted' : 'sentences'
}

/** The name of the document of one operator's result. */
export function resultDocument(operator: OperatorSid, redacted: boolean): DocumentName {
  return redacted ? `result-${operator}-redacted` : `result-${operator}`
}
