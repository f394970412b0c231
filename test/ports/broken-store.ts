// A store that breaks every promise, each in a way of its own, to show that every check can fail.
import type { Page, PageRequest } from '../../src/domain/page.ts'
import type { Store, Unit } from '../../src/ports/unit-of-work.ts'
import type { StoreSubject } from './store-subject.ts'

/** Breaks `honest`: names are not unique, versions and accounts do not count, cursors go astray, nothing is undone,
 * and what belongs to a transcript outlives it. */
export function breakStore(honest: StoreSubject): StoreSubject {
  const { store } = honest
  const broken = { ...store, ...brokenResources(store), ...brokenCalls(store) }
  return {
    store: broken,
    // Outside a transaction: what is written stays.
    unitOfWork: (work) =>
      work({
        ...broken,
        enqueue: noQueue,
        forgetJobs: noQueue,
        takeBackRemoval: noQueue,
        holdJob: noQueue,
      } satisfies Unit),
  }
}

async function noQueue(): Promise<never> {
  throw new Error('no queue')
}

/** A list in the wrong order, of one page that claims to have one before it. */
function astray<T>(list: (page: PageRequest) => Promise<Page<T>>) {
  return async ({ limit }: PageRequest): Promise<Page<T>> => {
    const page = await list({ limit, cursor: null })
    return { items: page.items.toReversed(), previous: { direction: 'previous', key: [] }, next: null }
  }
}

type Resources = 'accounts' | 'publicKeys' | 'recordings' | 'operators' | 'deliveries' | 'sessions'

function brokenResources(store: Store): Pick<Store, Resources> {
  const { accounts, publicKeys, recordings, operators, deliveries, sessions } = store
  return {
    accounts: {
      ...accounts,
      insert: (account) => accounts.insert(account).catch(() => undefined),
      insertFirst: (account) => accounts.insert(account).then(() => true),
      list: astray(accounts.list),
      update: async () => true,
      remove: async () => true,
      updateKey: async () => true,
      listKeys: (account, page) => astray((one) => accounts.listKeys(account, one))(page),
      removeKey: async () => true,
    },
    sessions: {
      ...sessions,
      insert: (session) => sessions.insert({ ...session, keySid: null }),
      take: sessions.find,
      removeExpired: async () => undefined,
    },
    publicKeys: {
      ...publicKeys,
      rename: async () => true,
      list: (account, page) => astray((one) => publicKeys.list(account, one))(page),
    },
    recordings: {
      ...recordings,
      remove: (account, sid) => recordings.find(account, sid),
      listOlder: async () => [],
      list: (account, _filter, page) => recordings.list(account, {}, page),
    },
    operators: {
      ...operators,
      find: async (account, sid) => {
        const found = await operators.find(account, sid)
        return (
          found && { ...found, config: Object.fromEntries(Object.entries(found.config).sort()), version: 1 }
        )
      },
      findAll: async () => [],
      list: (account, _filter, page) => operators.list(account, {}, page),
      update: (operator) => operators.update(operator).then(() => true),
      remove: async () => true,
      detach: async (service, operator) => {
        await operators.detach(service, operator)
        return true
      },
    },
    deliveries: {
      ...deliveries,
      insert: (delivery) => deliveries.insert(delivery).then(() => true),
      list: (account, _filter, page) => astray((one) => deliveries.list(account, {}, one))(page),
    },
  }
}

type Calls =
  | 'services'
  | 'transcripts'
  | 'sentences'
  | 'search'
  | 'operatorResults'
  | 'encryptedDocuments'
  | 'mediaKeys'
  | 'customers'
  | 'redactionReports'
  | 'auditLog'
  | 'parts'
  | 'installation'

function brokenCalls(store: Store): Pick<Store, Calls> {
  const { services, transcripts, sentences, operatorResults, encryptedDocuments, mediaKeys, parts } = store
  const { redactionReports, auditLog } = store
  return {
    services: {
      ...services,
      insert: (service) => services.insert(service).catch(() => undefined),
      find: async (account, sid) => {
        const found = await services.find(account, sid.toUpperCase())
        return found && { ...found, operatorSids: found.operatorSids.toReversed(), version: 1 }
      },
      list: (account, page) => astray((one) => services.list(account, one))(page),
      listAutoTranscribing: (account) =>
        services.list(account, { limit: 99, cursor: null }).then(({ items }) => items),
      update: (service) => services.update(service).then(() => true),
      remove: async () => true,
    },
    transcripts: {
      ...transcripts,
      insert: (transcript) => transcripts.insert(transcript).catch(() => undefined),
      insertUnlessLive: (transcript) => transcripts.insert(transcript).then(() => true),
      load: async (sid) => {
        const found = await transcripts.load(sid)
        return found && { ...found, operators: [], redactedMedia: null }
      },
      list: (account, _filter, page) => transcripts.list(account, {}, page),
      begin: async () => 1,
      advance: async () => true,
      holdCompleted: transcripts.load,
      noteCompleted: async () => true,
      listOlder: (query) => transcripts.listOlder({ ...query, after: null }),
      remove: (account, sid) => transcripts.find(account, sid),
    },
    sentences: { ...sentences, list: async () => ({ items: [], previous: null, next: null }) },
    search: { find: async () => ({ items: [], previous: null, next: null, meaningless: false }) },
    parts: { ...parts, keep: async () => undefined, removeAll: async () => undefined },
    installation: { keep: async (_name, value) => value },
    mediaKeys: {
      ...mediaKeys,
      obtain: async (scope, fresh) => (await mediaKeys.obtain(scope, fresh)) && fresh,
      remove: async () => true,
    },
    customers: { removeTranscripts: async () => ({ transcripts: [], underWay: [], recordings: [] }) },
    redactionReports: { ...redactionReports, find: async () => null },
    auditLog: {
      ...auditLog,
      list: (account, _filter, page) => auditLog.list(account, {}, page),
      removeOlder: async () => 0,
    },
    operatorResults: {
      ...operatorResults,
      replace: async (_transcript, results) => void results,
    },
    encryptedDocuments: {
      ...encryptedDocuments,
      names: async () => ['sentences'],
      replace: (transcript, documents) =>
        encryptedDocuments.replace(
          transcript,
          documents.map((one) => ({ ...one, body: Buffer.from(Buffer.from(one.body).toString('latin1')) })),
        ),
    },
  }
}
