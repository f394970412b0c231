// The store in memory, over tables that the memory database owns. It keeps the promises of the port, in the
// plainest way.
import { fault } from '../domain/errors.ts'
import { type Page, type PageRequest, type SortKey, toPage } from '../domain/page.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Service } from '../domain/service.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { SentenceStore } from '../ports/sentence-store.ts'
import type { ServiceStore } from '../ports/service-store.ts'
import type { TranscriptFilter, TranscriptStore } from '../ports/transcript-store.ts'
import type { Store } from '../ports/unit-of-work.ts'

/** Rows by sid; sentences by the sid of their transcript. */
export interface Tables {
  services: Map<string, Service>
  transcripts: Map<string, Transcript>
  sentences: Map<string, Sentence[]>
}

/** Runs a synchronous piece of work on the tables; how it is kept apart from other work is the database's affair. */
export type Access = <T>(work: (tables: Tables) => T) => Promise<T>

/** The store behind `access`. What goes in and comes out are copies. */
export function createMemoryStore(access: Access): Store {
  const copied: Access = (work) => access((tables) => structuredClone(work(tables)))
  return {
    services: serviceStore(copied),
    transcripts: transcriptStore(copied),
    sentences: sentenceStore(copied),
  }
}

function serviceStore(access: Access): ServiceStore {
  const refuseTakenName = ({ services }: Tables, { sid, accountSid, uniqueName }: Service) => {
    const taken = [...services.values()].some(
      (other) => other.sid !== sid && other.accountSid === accountSid && other.uniqueName === uniqueName,
    )
    if (taken) throw fault('conflict')
  }
  const own = ({ services }: Tables, account: string) =>
    [...services.values()].filter(({ accountSid }) => accountSid === account)
  return {
    insert: (service) =>
      access((tables) => {
        refuseTakenName(tables, service)
        tables.services.set(service.sid, structuredClone(service))
      }),
    find: (account, name) =>
      access((tables) => {
        const rows = own(tables, account)
        return (
          rows.find(({ sid }) => sid === name) ?? rows.find(({ uniqueName }) => uniqueName === name) ?? null
        )
      }),
    list: (account, page) => access((tables) => newestFirst(own(tables, account), page)),
    update: (service) =>
      access((tables) => {
        const row = own(tables, service.accountSid).find(({ sid }) => sid === service.sid)
        if (row?.version !== service.version - 1) return false
        refuseTakenName(tables, service)
        tables.services.set(service.sid, structuredClone(service))
        return true
      }),
    remove: (account, sid) =>
      access((tables) => own(tables, account).some((row) => row.sid === sid) && tables.services.delete(sid)),
  }
}

const isLive = ({ status }: Transcript) => status !== 'failed' && status !== 'canceled'

function transcriptStore(access: Access): TranscriptStore {
  const find = ({ transcripts }: Tables, account: string, sid: string) => {
    const row = transcripts.get(sid)
    return row?.accountSid === account ? row : null
  }
  return {
    insert: (transcript) =>
      access(({ transcripts }) => {
        const { sourceSid } = transcript.channel
        const rival = [...transcripts.values()].find(
          (row) =>
            sourceSid !== null &&
            row.channel.sourceSid === sourceSid &&
            row.serviceSid === transcript.serviceSid &&
            isLive(row),
        )
        if (rival) throw fault('conflict')
        transcripts.set(transcript.sid, structuredClone(transcript))
      }),
    find: (account, sid) => access((tables) => find(tables, account, sid)),
    list: (account, filter, page) =>
      access(({ transcripts }) => {
        const own = [...transcripts.values()].filter(
          (row) => row.accountSid === account && matches(row, filter),
        )
        return newestFirst(own, page)
      }),
    remove: (account, sid) =>
      access((tables) => {
        const row = find(tables, account, sid)
        if (row) tables.transcripts.delete(sid)
        if (row) tables.sentences.delete(sid)
        return row
      }),
    load: (sid) => access(({ transcripts }) => transcripts.get(sid) ?? null),
    advance: (sid, patch) =>
      access(({ transcripts }) => {
        const row = transcripts.get(sid)
        if (row?.status !== 'queued' && row?.status !== 'in-progress') return false
        transcripts.set(sid, { ...row, ...structuredClone(patch), dateUpdated: new Date() })
        return true
      }),
  }
}

function matches(row: Transcript, filter: TranscriptFilter): boolean {
  const language = row.languageCode.toLowerCase()
  const wanted = filter.languageCode?.toLowerCase()
  const within = (value: Date | null, after?: Date, before?: Date) =>
    (!after && !before) || (value !== null && (!after || value > after) && (!before || value < before))
  return (
    (!filter.serviceSid || row.serviceSid === filter.serviceSid) &&
    (!filter.status || row.status === filter.status) &&
    (!filter.sourceSid || row.channel.sourceSid === filter.sourceSid) &&
    (!wanted || language === wanted || language.split('-')[0] === wanted) &&
    within(row.mediaStartTime, filter.afterStartTime, filter.beforeStartTime) &&
    within(row.dateCreated, filter.afterDateCreated, filter.beforeDateCreated)
  )
}

function sentenceStore(access: Access): SentenceStore {
  return {
    replace: (transcript, sentences) =>
      access((tables) => void tables.sentences.set(transcript, structuredClone([...sentences]))),
    list: (transcript, page) =>
      access((tables) => {
        const rows = tables.sentences.get(transcript) ?? []
        return pageOf(rows, page, { keyOf: ({ index }) => [index], order: 1 })
      }),
  }
}

function newestFirst<T extends { sid: string; dateCreated: Date }>(rows: T[], page: PageRequest): Page<T> {
  const keyOf = (row: T) => [row.dateCreated.getTime(), row.sid]
  return pageOf(rows, page, { keyOf, order: -1 })
}

/** One page of `rows`, which are sorted by their key: ascending with order 1, descending with -1. */
function pageOf<T>(
  rows: T[],
  page: PageRequest,
  { keyOf, order }: { keyOf(row: T): SortKey; order: 1 | -1 },
): Page<T> {
  const { cursor, limit } = page
  const backwards = cursor?.direction === 'previous'
  const sorted = rows.toSorted((a, b) => compare(keyOf(a), keyOf(b)) * order)
  const outwards = backwards ? sorted.reverse() : sorted
  const away = backwards ? -order : order
  const wanted = outwards.filter((row) => !cursor || compare(keyOf(row), cursor.key) * away > 0)
  return toPage(wanted.slice(0, limit + 1), page, keyOf)
}

function compare(a: SortKey, b: SortKey): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
}
