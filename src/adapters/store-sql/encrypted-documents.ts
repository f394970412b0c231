// Encrypted documents in SQL.
import type { SqlSession } from '../../ports/db.ts'
import type { EncryptedDocumentStore } from '../../ports/encrypted-document-store.ts'
import { rowsOf, sqlBuilder } from './sql.ts'

/** The store of encrypted documents on `session`. */
export function createEncryptedDocumentStore(session: SqlSession): EncryptedDocumentStore {
  const ofTranscript = sqlBuilder.selectFrom('encrypted_documents')
  return {
    async replace(transcript, documents) {
      const old = sqlBuilder.deleteFrom('encrypted_documents').where('transcript_sid', '=', transcript)
      await rowsOf(session, old)
      for (const { name, wrappedKey, iv, body } of documents) {
        const row = { transcript_sid: transcript, name, wrapped_key: wrappedKey, iv, body }
        await rowsOf(session, sqlBuilder.insertInto('encrypted_documents').values(row))
      }
    },
    async find(transcript, name) {
      const statement = ofTranscript
        .selectAll()
        .where('transcript_sid', '=', transcript)
        .where('name', '=', name)
      const [row] = await rowsOf(session, statement)
      return row ? { name: row.name, wrappedKey: row.wrapped_key, iv: row.iv, body: row.body } : null
    },
    async names(transcript) {
      const statement = ofTranscript.select('name').where('transcript_sid', '=', transcript).orderBy('name')
      return (await rowsOf(session, statement)).map(({ name }) => name)
    },
  }
}
