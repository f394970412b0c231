// The store in memory, over tables that the memory database owns. It keeps the promises of the port, in the
// plainest way.
import { fault } from '../domain/errors.ts'
import { pageOf } from '../domain/page.ts'
import type { Service } from '../domain/service.ts'
import type { Transcript } from '../domain/transcript.ts'
import type { SentenceStore } from '../ports/sentence-store.ts'
import type { ServiceStore } from '../ports/service-store.ts'
import type { TranscriptFilter, TranscriptStore } from '../ports/transcript-store.ts'
import type { Store } from '../ports/unit-of-work.ts'
import { createMemoryCustomers } from './memory-customers.ts'
import { createMemoryParts } from './memory-parts.ts'
import { createMemoryRedaction } from './memory-redaction.ts'
import { createMemoryResources } from './memory-resources.ts'
import { createMemorySessions } from './memory-sessions.ts'
import { type Access, newestFirst, oldestFirst, type Tables } from './memory-tables.ts'

/** The store behind `access`. What goes in and comes out are copies. */
export function createMemoryStore(access: Access): Store {
  const copied: Access = (work) => access((tables) => structuredClone(work(tables)))
  return {
    ...createMemoryResources(copied),
    ...createMemoryCustomers(copied),
    ...createMemoryRedaction(copied),
    sessions: createMemorySessions(copied),
    services: serviceStore(copied),
    transcripts: transcriptStore(copied),
    sentences: sentenceStore(copied),
    search: { find: notSearched },
    parts: createMemoryParts(copied),
    installation: {
      keep: (name, value) => copied(({ facts }) => facts.set(name, facts.get(name) ?? value).get(name)!),
    },
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
    listAutoTranscribing: (account) =>
      access((tables) => own(tables, account).filter(({ autoTranscribe }) => autoTranscribe)),
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

const isUnderWay = ({ status }: Transcript) => status === 'queued' || status === 'in-progress'
const isLive = ({ status }: Transcript) => status !== 'failed' && status !== 'canceled'

function transcriptStore(access: Access): TranscriptStore {
  const find = ({ transcripts }: Tables, account: string, sid: string) => {
    const row = transcripts.get(sid)
    return row?.accountSid === account ? row : null
  }
  const insert = ({ transcripts }: Tables, transcript: Transcript) => {
    const { sourceSid } = transcript.channel
    const rival = [...transcripts.values()].find(
      (row) =>
        sourceSid !== null &&
        row.channel.sourceSid === sourceSid &&
        row.serviceSid === transcript.serviceSid &&
        isLive(row),
    )
    if (!rival) transcripts.set(transcript.sid, structuredClone(transcript))
    return !rival
  }
  return {
    insert: (transcript) =>
      access((tables) => {
        if (!insert(tables, transcript)) throw fault('conflict')
      }),
    insertUnlessLive: (transcript) => access((tables) => insert(tables, transcript)),
    find: (account, sid) => access((tables) => find(tables, account, sid)),
    list: (account, filter, page) =>
      access(({ transcripts, services }) => {
        const own = [...transcripts.values()].filter(
          (row) =>
            row.accountSid === account &&
            matches(row, filter) &&
            isRemembered(row, services.get(row.serviceSid), filter.text),
        )
        return newestFirst(own, page)
      }),
    listOlder: (query) => access(({ transcripts }) => oldestFirst(transcripts.values(), query)),
    remove: (account, sid) =>
      access((tables) => {
        const row = find(tables, account, sid)
        if (row) tables.transcripts.delete(sid)
        if (row)
          for (const table of [tables.sentences, tables.results, tables.documents, tables.reports])
            table.delete(sid)
        for (const [key, { at }] of tables.parts)
          if (row && at.transcriptSid === sid) tables.parts.delete(key)
        for (const delivery of row ? tables.deliveries.values() : [])
          if (delivery.transcriptSid === sid) tables.deliveries.delete(delivery.sid)
        return row
      }),
    load: (sid) => access(({ transcripts }) => transcripts.get(sid) ?? null),
    begin: (sid, patch) =>
      access(({ transcripts, runs }) => {
        const row = transcripts.get(sid)
        if (!row || !isUnderWay(row)) return null
        const run = (runs.get(sid) ?? 0) + 1
        runs.set(sid, run)
        transcripts.set(sid, { ...row, ...structuredClone(patch), dateUpdated: new Date() })
        return run
      }),
    advance: (sid, patch, run) =>
      access(({ transcripts, runs }) => {
        const row = transcripts.get(sid)
        if (!row || !isUnderWay(row) || (run !== undefined && run !== runs.get(sid))) return false
        transcripts.set(sid, { ...row, ...structuredClone(patch), dateUpdated: new Date() })
        return true
      }),
    holdCompleted: (sid) =>
      access(({ transcripts }) => {
        const row = transcripts.get(sid)
        return row?.status === 'completed' ? row : null
      }),
    noteCompleted: (sid, diagnostics) =>
      access(({ transcripts }) => {
        const row = transcripts.get(sid)
        if (row?.status !== 'completed') return false
        transcripts.set(sid, { ...row, diagnostics: structuredClone(diagnostics), dateUpdated: new Date() })
        return true
      }),
  }
}

function isRemembered(
  row: Transcript,
  service: Service | undefined,
  text: TranscriptFilter['text'],
): boolean {
  if (!text) return true
  const wanted = text.wanted.toLowerCase()
  const mayCount = text.namesIn === 'all' || (text.namesIn === 'unredacted' && !row.redaction)
  const people = row.channel.participants.flatMap((one) => [one.fullName, one.userId, one.mediaParticipantId])
  const names = [row.customerKey, service?.friendlyName, service?.uniqueName, ...(mayCount ? people : [])]
  return (
    names.some((name) => name?.toLowerCase().includes(wanted)) || row.sid.toLowerCase().startsWith(wanted)
  )
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

/** Nothing that runs on this store searches. */
async function notSearched(): Promise<never> {
  throw new Error('the store in memory can not be searched')
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
