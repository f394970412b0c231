// Encrypted documents as stored rows, always of one transcript.
import type { DocumentName, EncryptedDocument } from '../domain/encrypted-document.ts'
import type { TranscriptSid } from '../domain/sid.ts'

/** Reads and writes encrypted documents. */
export interface EncryptedDocumentStore {
  /** Stores all documents of a transcript in place of any it had. Call inside a transaction. */
  replace(transcript: TranscriptSid, documents: readonly EncryptedDocument[]): Promise<void>
  find(transcript: TranscriptSid, name: DocumentName): Promise<EncryptedDocument | null>
  /** The names of a transcript's documents, sorted. */
  names(transcript: TranscriptSid): Promise<DocumentName[]>
}
