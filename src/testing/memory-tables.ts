// The tables of the memory database, and how pages of them are read.
import type { AuditEntry } from '../domain/audit-entry.ts'
import type { EncryptedDocument } from '../domain/encrypted-document.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import { type Page, type PageRequest, pageOf } from '../domain/page.ts'
import type { PublicKey } from '../domain/public-key.ts'
import type { Recording } from '../domain/recording.ts'
import type { RedactionReport } from '../domain/redaction-report.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Service } from '../domain/service.ts'
import type { AccountSid } from '../domain/sid.ts'
import type { HeardPart, SpeechPart } from '../domain/speech-part.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { WebhookDelivery } from '../domain/webhook-delivery.ts'
import type { StoredAccount, StoredApiKey } from '../ports/account-store.ts'
import type { Aged, AgeQuery } from '../ports/age-query.ts'
import type { MediaKey, MediaScope } from '../ports/media-key-store.ts'
import type { CustomOperator } from '../ports/operator-store.ts'
import type { PartKey } from '../ports/part-store.ts'
import type { StoredSession } from '../ports/session-store.ts'

/** Rows by sid; what hangs on a transcript by its sid. Attached operators are kept with their Service. */
export interface Tables {
  accounts: Map<string, StoredAccount>
  keys: Map<string, StoredApiKey>
  publicKeys: Map<string, PublicKey>
  recordings: Map<string, Recording>
  operators: Map<string, CustomOperator>
  services: Map<string, Service>
  transcripts: Map<string, Transcript>
  /** Number of the latest run. */
  runs: Map<string, number>
  sentences: Map<string, Sentence[]>
  results: Map<string, OperatorResult[]>
  documents: Map<string, EncryptedDocument[]>
  deliveries: Map<string, WebhookDelivery>
  mediaKeys: Map<string, MediaKey & { scope: MediaScope }>
  reports: Map<string, RedactionReport>
  audit: Map<string, AuditEntry>
  sessions: Map<string, StoredSession>
  facts: Map<string, string>
  parts: Map<string, { at: PartKey; work: SpeechPart; heard: HeardPart | null }>
}

/** No rows at all. */
export function emptyTables(): Tables {
  return {
    accounts: new Map(),
    keys: new Map(),
    publicKeys: new Map(),
    recordings: new Map(),
    operators: new Map(),
    services: new Map(),
    transcripts: new Map(),
    runs: new Map(),
    sentences: new Map(),
    results: new Map(),
    documents: new Map(),
    deliveries: new Map(),
    mediaKeys: new Map(),
    reports: new Map(),
    audit: new Map(),
    sessions: new Map(),
    facts: new Map(),
    parts: new Map(),
  }
}

/** Runs a synchronous piece of work on the tables; how it is kept apart from other work is the database's affair. */
export type Access = <T>(work: (tables: Tables) => T) => Promise<T>

/** One step through rows by age, oldest first. */
export function oldestFirst<Sid extends string>(
  rows: Iterable<{ sid: Sid; accountSid: AccountSid; dateCreated: Date }>,
  { before, after, limit }: AgeQuery,
): Aged<Sid>[] {
  const compare = (a: AgeQuery['after'] & object, b: AgeQuery['after'] & object) =>
    a.dateCreated.getTime() - b.dateCreated.getTime() || (a.sid < b.sid ? -1 : Number(a.sid > b.sid))
  return [...rows]
    .filter((row) => row.dateCreated < before && (!after || compare(row, after) > 0))
    .sort(compare)
    .slice(0, limit)
    .map(({ sid, accountSid, dateCreated }) => ({ sid, accountSid, dateCreated }))
}

/** One page of rows, newest first. */
export function newestFirst<T extends { sid: string; dateCreated: Date }>(
  rows: T[],
  page: PageRequest,
): Page<T> {
  const keyOf = (row: T) => [row.dateCreated.getTime(), row.sid]
  return pageOf(rows, page, { keyOf, order: -1 })
}
