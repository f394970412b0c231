// Stage: a transcript's content in, documents out that only the holder of a private key can read: AES-256-GCM with a
// fresh key each, wrapped with RSAES-OAEP over SHA-256 (contract section 14).
import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import {
  type DocumentName,
  type EncryptedDocument,
  resultDocument,
  sentencesDocument,
} from '../domain/encrypted-document.ts'
import { fault } from '../domain/errors.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import type { PublicKey } from '../domain/public-key.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { ContentDocuments } from '../ports/content-documents.ts'

/** Everything that was found out about a recording. */
export interface Content {
  transcript: Transcript
  sentences: readonly Sentence[]
  results: readonly OperatorResult[]
}

/** Encrypts both views of everything for `key`: as spoken, and redacted where there was redaction.
 * @throws VerbatimError encryptionFailed */
export function encryptContent(
  { transcript, sentences, results }: Content,
  { key, documents }: { key: PublicKey; documents: ContentDocuments },
): EncryptedDocument[] {
  const views = transcript.redaction ? [false, true] : [false]
  try {
    return views.flatMap((redacted) => [
      encrypt(sentencesDocument(redacted), documents.sentences(sentences, redacted), key),
      ...results.map((result) =>
        encrypt(
          resultDocument(result.operatorSid, redacted),
          documents.result(transcript.sid, result, redacted),
          key,
        ),
      ),
    ])
  } catch (cause) {
    throw fault('encryptionFailed', undefined, { cause })
  }
}

function encrypt(name: DocumentName, text: string, { pem }: PublicKey): EncryptedDocument {
  const [contentKey, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrappedKey = publicEncrypt({ key: pem, padding, oaepHash: 'sha256' }, contentKey)
  return { name, wrappedKey, iv, body }
}
