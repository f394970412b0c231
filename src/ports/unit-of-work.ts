// One transaction over store and queue: a row and the job it causes are written together or not at all.
import type { AccountStore } from './account-store.ts'
import type { AuditLog } from './audit-log.ts'
import type { CustomerStore } from './customer-store.ts'
import type { DeliveryLog } from './delivery-log.ts'
import type { EncryptedDocumentStore } from './encrypted-document-store.ts'
import type { Installation } from './installation.ts'
import type { MediaKeyStore } from './media-key-store.ts'
import type { OperatorResultStore } from './operator-result-store.ts'
import type { OperatorStore } from './operator-store.ts'
import type { PartStore } from './part-store.ts'
import type { PublicKeyStore } from './public-key-store.ts'
import type { Enqueue, ForgetJobs, HoldJob, TakeBackRemoval } from './queue.ts'
import type { RecordingStore } from './recording-store.ts'
import type { RedactionReportStore } from './redaction-report-store.ts'
import type { SentenceSearch } from './sentence-search.ts'
import type { SentenceStore } from './sentence-store.ts'
import type { ServiceStore } from './service-store.ts'
import type { SessionStore } from './session-store.ts'
import type { TranscriptStore } from './transcript-store.ts'

/** Everything that is stored in the database. */
export interface Store {
  accounts: AccountStore
  publicKeys: PublicKeyStore
  recordings: RecordingStore
  operators: OperatorStore
  services: ServiceStore
  transcripts: TranscriptStore
  sentences: SentenceStore
  search: SentenceSearch
  operatorResults: OperatorResultStore
  encryptedDocuments: EncryptedDocumentStore
  deliveries: DeliveryLog
  mediaKeys: MediaKeyStore
  customers: CustomerStore
  redactionReports: RedactionReportStore
  auditLog: AuditLog
  installation: Installation
  parts: PartStore
  sessions: SessionStore
}

/** Store and queue bound to one open transaction. */
export interface Unit extends Store {
  enqueue: Enqueue
  forgetJobs: ForgetJobs
  takeBackRemoval: TakeBackRemoval
  holdJob: HoldJob
}

/** Runs `work` in a transaction: committed when it resolves, undone when it rejects. Inside, only the given
 * unit may be used. */
export type UnitOfWork = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>
