// The store on one session: the whole database, or one open transaction.
import type { SqlSession } from '../../ports/db.ts'
import type { Store } from '../../ports/unit-of-work.ts'
import { createAccountStore } from './accounts.ts'
import { createAuditLog } from './audit-entries.ts'
import { createCustomerStore } from './customers.ts'
import { createEncryptedDocumentStore } from './encrypted-documents.ts'
import { createInstallation } from './installation.ts'
import { createMediaKeyStore } from './media-keys.ts'
import { createOperatorResultStore } from './operator-results.ts'
import { createOperatorStore } from './operators.ts'
import { createPartStore } from './parts.ts'
import { createPublicKeyStore } from './public-keys.ts'
import { createRecordingStore } from './recordings.ts'
import { createRedactionReportStore } from './redaction-reports.ts'
import { createSentenceSearch } from './sentence-search.ts'
import { createSentenceStore } from './sentences.ts'
import { createServiceStore } from './services.ts'
import { createSessionStore } from './sessions.ts'
import { createTranscriptStore } from './transcripts.ts'
import { createDeliveryLog } from './webhook-deliveries.ts'

/** Binds every part of the store to `session`. */
export function createStore(session: SqlSession): Store {
  return {
    accounts: createAccountStore(session),
    publicKeys: createPublicKeyStore(session),
    recordings: createRecordingStore(session),
    operators: createOperatorStore(session),
    services: createServiceStore(session),
    transcripts: createTranscriptStore(session),
    sentences: createSentenceStore(session),
    search: createSentenceSearch(session),
    operatorResults: createOperatorResultStore(session),
    encryptedDocuments: createEncryptedDocumentStore(session),
    deliveries: createDeliveryLog(session),
    mediaKeys: createMediaKeyStore(session),
    sessions: createSessionStore(session),
    customers: createCustomerStore(session),
    redactionReports: createRedactionReportStore(session),
    auditLog: createAuditLog(session),
    installation: createInstallation(session),
    parts: createPartStore(session),
  }
}
