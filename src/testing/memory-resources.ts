// The part of the memory store that the pipeline reads beside transcripts: what accounts own, and what operators and
// encryption leave behind.
import { fault } from '../domain/errors.ts'
import { pageOf } from '../domain/page.ts'
import type { AccountStore } from '../ports/account-store.ts'
import type { DeliveryLog } from '../ports/delivery-log.ts'
import type { EncryptedDocumentStore } from '../ports/encrypted-document-store.ts'
import type { OperatorResultStore } from '../ports/operator-result-store.ts'
import type { OperatorStore } from '../ports/operator-store.ts'
import type { PublicKeyStore } from '../ports/public-key-store.ts'
import type { RecordingStore } from '../ports/recording-store.ts'
import type { Store } from '../ports/unit-of-work.ts'
import { type Access, newestFirst, oldestFirst } from './memory-tables.ts'

/** These stores behind `access`, which copies what goes out. */
export function createMemoryResources(
  access: Access,
): Omit<
  Store,
  | 'services'
  | 'transcripts'
  | 'sentences'
  | 'search'
  | 'mediaKeys'
  | 'customers'
  | 'sessions'
  | 'redactionReports'
  | 'auditLog'
  | 'installation'
  | 'parts'
> {
  return {
    accounts: accountStore(access),
    publicKeys: publicKeyStore(access),
    recordings: recordingStore(access),
    operators: operatorStore(access),
    operatorResults: resultStore(access),
    encryptedDocuments: documentStore(access),
    deliveries: deliveryLog(access),
  }
}

interface Owned {
  sid: string
  accountSid: string | null
}

/** Rows of one account in a table. */
function owned<T extends Owned>(table: Map<string, T>) {
  return {
    find: (account: string, sid: string) => {
      const row = table.get(sid)
      return row?.accountSid === account ? row : null
    },
    all: (account: string) => [...table.values()].filter(({ accountSid }) => accountSid === account),
    remove: (account: string, sid: string) => {
      const row = table.get(sid)
      return row?.accountSid === account && table.delete(sid) ? row : null
    },
    put: (row: T) => void table.set(row.sid, structuredClone(row)),
  }
}

function accountStore(access: Access): AccountStore {
  return {
    insert: (account) =>
      access(({ accounts }) => {
        if (accounts.has(account.sid)) throw fault('conflict')
        accounts.set(account.sid, structuredClone(account))
      }),
    insertFirst: (account) =>
      access(({ accounts }) => {
        if (accounts.size > 0) return false
        accounts.set(account.sid, structuredClone(account))
        return true
      }),
    find: (sid) => access(({ accounts }) => accounts.get(sid) ?? null),
    findOldest: () => access(({ accounts }) => [...accounts.values()][0] ?? null),
    list: (page) => access(({ accounts }) => newestFirst([...accounts.values()], page)),
    update: (account) =>
      access(
        ({ accounts }) =>
          accounts.has(account.sid) && Boolean(accounts.set(account.sid, structuredClone(account))),
      ),
    remove: (sid) =>
      access(({ accounts, keys, sessions, mediaKeys, audit }) => {
        for (const table of [keys, sessions, audit] as Map<string, { accountSid: string }>[])
          for (const [key, row] of table) if (row.accountSid === sid) table.delete(key)
        for (const [id, { scope }] of mediaKeys) if (scope.accountSid === sid) mediaKeys.delete(id)
        return accounts.delete(sid)
      }),
    insertKey: (key) => access(({ keys }) => owned(keys).put(key)),
    findKey: (sid) => access(({ keys }) => keys.get(sid) ?? null),
    listKeys: (account, page) => access(({ keys }) => newestFirst(owned(keys).all(account), page)),
    updateKey: (key) =>
      access(({ keys }) => {
        const known = owned(keys).find(key.accountSid, key.sid) !== null
        if (known) owned(keys).put(key)
        return known
      }),
    removeKey: (account, sid) =>
      access(({ keys, sessions }) => {
        for (const one of sessions.values()) if (one.keySid === sid) sessions.delete(one.tokenHash)
        return owned(keys).remove(account, sid) !== null
      }),
  }
}

function publicKeyStore(access: Access): PublicKeyStore {
  return {
    insert: (key) => access(({ publicKeys }) => owned(publicKeys).put(key)),
    find: (account, sid) => access(({ publicKeys }) => owned(publicKeys).find(account, sid)),
    list: (account, page) => access(({ publicKeys }) => newestFirst(owned(publicKeys).all(account), page)),
    rename: (key) =>
      access(({ publicKeys }) => {
        const known = owned(publicKeys).find(key.accountSid, key.sid) !== null
        if (known) owned(publicKeys).put(key)
        return known
      }),
    remove: (account, sid) => access(({ publicKeys }) => owned(publicKeys).remove(account, sid) !== null),
  }
}

function recordingStore(access: Access): RecordingStore {
  return {
    insert: (recording) => access(({ recordings }) => owned(recordings).put(recording)),
    find: (account, sid) => access(({ recordings }) => owned(recordings).find(account, sid)),
    listOlder: (query) => access(({ recordings }) => oldestFirst(recordings.values(), query)),
    list: (account, filter, page) =>
      access(({ recordings }) => {
        const wanted = owned(recordings)
          .all(account)
          .filter(
            ({ callSid, dateCreated }) =>
              (!filter.callSid || callSid === filter.callSid) &&
              (!filter.beforeDateCreated || dateCreated < filter.beforeDateCreated) &&
              (!filter.afterDateCreated || dateCreated > filter.afterDateCreated),
          )
        return newestFirst(wanted, page)
      }),
    remove: (account, sid) => access(({ recordings }) => owned(recordings).remove(account, sid)),
  }
}

function operatorStore(access: Access): OperatorStore {
  return {
    insert: (operator) => access(({ operators }) => owned(operators).put(operator)),
    find: (account, sid) => access(({ operators }) => owned(operators).find(account, sid)),
    findAll: (account, sids) =>
      access(({ operators }) =>
        owned(operators)
          .all(account)
          .filter(({ sid }) => sids.includes(sid)),
      ),
    list: (account, { availability }, page) =>
      access(({ operators }) => {
        const own = owned(operators).all(account)
        return newestFirst(
          own.filter((row) => !availability || row.availability === availability),
          page,
        )
      }),
    update: (operator) =>
      access(({ operators }) => {
        const row = owned(operators).find(operator.accountSid, operator.sid)
        if (row?.version !== operator.version - 1) return false
        owned(operators).put(operator)
        return true
      }),
    remove: (account, sid) =>
      access(({ operators, services }) => {
        for (const service of services.values()) {
          if (service.accountSid === account)
            service.operatorSids = service.operatorSids.filter((one) => one !== sid)
        }
        return owned(operators).remove(account, sid) !== null
      }),
    attach: (service, operator) =>
      access(({ services }) => {
        const sids = services.get(service)?.operatorSids
        if (sids && !sids.includes(operator)) sids.push(operator)
      }),
    detach: (service, operator) =>
      access(({ services }) => {
        const row = services.get(service)
        const at = row?.operatorSids.indexOf(operator) ?? -1
        if (at >= 0) row?.operatorSids.splice(at, 1)
        return at >= 0
      }),
  }
}

function resultStore(access: Access): OperatorResultStore {
  return {
    replace: (transcript, fresh) =>
      access(({ results }) => void results.set(transcript, structuredClone([...fresh]))),
    list: (transcript, page) =>
      access(({ results }) =>
        pageOf(results.get(transcript) ?? [], page, { keyOf: ({ position }) => [position], order: 1 }),
      ),
    find: (transcript, operator) =>
      access(
        ({ results }) => (results.get(transcript) ?? []).find((one) => one.operatorSid === operator) ?? null,
      ),
  }
}

function documentStore(access: Access): EncryptedDocumentStore {
  return {
    replace: (transcript, fresh) =>
      access(({ documents }) => void documents.set(transcript, structuredClone([...fresh]))),
    find: (transcript, name) =>
      access(({ documents }) => (documents.get(transcript) ?? []).find((one) => one.name === name) ?? null),
    names: (transcript) =>
      access(({ documents }) => (documents.get(transcript) ?? []).map(({ name }) => name).sort()),
  }
}

function deliveryLog(access: Access): DeliveryLog {
  return {
    insert: (delivery) =>
      access(({ deliveries, transcripts }) => {
        const wanted = transcripts.has(delivery.transcriptSid)
        if (wanted) owned(deliveries).put(delivery)
        return wanted
      }),
    find: (account, sid) => access(({ deliveries }) => owned(deliveries).find(account, sid)),
    list: (account, { transcriptSid }, page) =>
      access(({ deliveries }) => {
        const wanted = owned(deliveries)
          .all(account)
          .filter((one) => transcriptSid === undefined || one.transcriptSid === transcriptSid)
        return newestFirst(wanted, page)
      }),
  }
}
