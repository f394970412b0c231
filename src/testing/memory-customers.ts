// The part of the memory store that encrypts media by customer and erases customers.
import type { CustomerStore } from '../ports/customer-store.ts'
import type { MediaKeyStore, MediaScope } from '../ports/media-key-store.ts'
import type { Store } from '../ports/unit-of-work.ts'
import type { Access, Tables } from './memory-tables.ts'

/** These stores behind `access`, which copies what goes out. */
export function createMemoryCustomers(access: Access): Pick<Store, 'mediaKeys' | 'customers'> {
  return { mediaKeys: mediaKeyStore(access), customers: customerStore(access) }
}

const transcriptsOf = ({ transcripts }: Tables, { accountSid, customerKey }: MediaScope) =>
  [...transcripts.values()].filter((row) => row.accountSid === accountSid && row.customerKey === customerKey)

function mediaKeyStore(access: Access): MediaKeyStore {
  const ofScope = ({ mediaKeys }: Tables, { accountSid, customerKey }: MediaScope) =>
    [...mediaKeys.values()].find(
      ({ scope }) => scope.accountSid === accountSid && scope.customerKey === customerKey,
    )
  return {
    obtain: (scope, fresh) =>
      access((tables) => {
        const erased = scope.customerKey !== null && transcriptsOf(tables, scope).length === 0
        const known = ofScope(tables, scope)
        if (!known && erased) return null
        if (!known) tables.mediaKeys.set(fresh.id, structuredClone({ ...fresh, scope }))
        const { id, sealed } = known ?? fresh
        return { id, sealed }
      }),
    find: (id) =>
      access(({ mediaKeys }) => {
        const row = mediaKeys.get(id)
        return row ? { id, sealed: row.sealed } : null
      }),
    remove: (scope) => access((tables) => tables.mediaKeys.delete(ofScope(tables, scope)?.id ?? '')),
  }
}

function customerStore(access: Access): CustomerStore {
  return {
    removeTranscripts: (accountSid, customerKey, limit) =>
      access((tables) => {
        const rows = transcriptsOf(tables, { accountSid, customerKey }).slice(0, limit)
        for (const { sid } of rows) {
          const { transcripts, sentences, results, documents, reports } = tables
          for (const table of [transcripts, sentences, results, documents, reports]) table.delete(sid)
        }
        const transcripts = rows.map(({ sid }) => sid)
        for (const { sid, transcriptSid } of tables.deliveries.values())
          if (transcripts.includes(transcriptSid)) tables.deliveries.delete(sid)
        const underWay = rows.filter(({ status }) => status === 'in-progress').map(({ sid }) => sid)
        return { transcripts, underWay, recordings: removeUnused(tables, rows) }
      }),
  }
}

/** Removes the recordings of transcripts that are gone, where no other transcript was made of them. */
function removeUnused(tables: Tables, gone: ReturnType<typeof transcriptsOf>) {
  const left = new Set([...tables.transcripts.values()].map(({ channel }) => channel.sourceSid))
  const sources = new Set(gone.map(({ channel }) => channel.sourceSid))
  const unused = [...tables.recordings.values()].filter(
    ({ sid, accountSid }) =>
      sources.has(sid) && !left.has(sid) && gone.some((row) => row.accountSid === accountSid),
  )
  for (const { sid } of unused) tables.recordings.delete(sid)
  return unused.map(({ sid }) => sid)
}
