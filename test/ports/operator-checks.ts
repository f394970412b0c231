// What every store of custom operators and attachments promises.
import assert from 'node:assert/strict'
import { preBuiltOperators } from '../../src/domain/operator-catalogue.ts'
import type { Service } from '../../src/domain/service.ts'
import type { Store } from '../../src/ports/unit-of-work.ts'
import { anAccount, anOperator, aService, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { assertList, at, firstPage, type StoreSubject } from './store-subject.ts'

const preBuilt = preBuiltOperators[0]!.sid

/** What the Service says is attached, read both ways. */
async function attachedTo({ services }: Store, { accountSid, sid, uniqueName }: Service) {
  const found = (await services.find(accountSid, sid))?.operatorSids
  const [listed] = (await services.list(accountSid, firstPage(9))).items.filter((one) => one.sid === sid)
  assert.deepEqual(listed?.operatorSids, found)
  assert.deepEqual((await services.find(accountSid, uniqueName))?.operatorSids, found)
  return found
}

export const operatorChecks: Check<StoreSubject>[] = [
  {
    promises: 'an operator is read back as it was written, by its account alone',
    async run({ store: { operators } }) {
      const config = {
        prompt: 'Wörtlich: "x" \\ \n',
        examples: [{ input: 'a', output: { b: [1, null, true] } }],
      }
      const operator = anOperator({ operatorType: 'Generative', config, dateCreated: at(0), version: 7 })
      await operators.insert(operator)
      assert.deepEqual(await operators.find(operator.accountSid, operator.sid), operator)
      assert.equal(await operators.find(anAccount(), operator.sid), null)
      assert.equal(await operators.find(operator.accountSid, anOperator().sid), null)
    },
  },
  {
    promises: 'the keys of a config keep their order, which is that of the answers to come',
    async run({ store: { operators, transcripts } }) {
      const json_result_schema = { type: 'object', properties: { zebra: { type: 'string' }, a: {}, mid: {} } }
      const operator = anOperator({ config: { prompt: 'x', json_result_schema } })
      await operators.insert(operator)
      const found = await operators.find(operator.accountSid, operator.sid)
      assert.equal(JSON.stringify(found?.config), JSON.stringify(operator.config))
      const { sid, friendlyName, operatorType, config } = operator
      const transcript = aTranscript({ operators: [{ sid, friendlyName, operatorType, config }] })
      await transcripts.insert(transcript)
      const loaded = await transcripts.load(transcript.sid)
      assert.equal(JSON.stringify(loaded?.operators[0]?.config), JSON.stringify(config))
    },
  },
  {
    promises: 'of two updates of an operator from the same version one succeeds; others do not change it',
    async run({ store: { operators } }) {
      const operator = anOperator()
      await operators.insert(operator)
      const next = { ...operator, version: 2, config: { prompt: 'new' }, dateUpdated: at(9) }
      assert.equal(await operators.update({ ...next, accountSid: anAccount() }), false)
      const change = (friendlyName: string) => operators.update({ ...next, friendlyName })
      assert.deepEqual((await Promise.all([change('a'), change('b')])).sort(), [false, true])
      const { friendlyName, ...stored } = (await operators.find(operator.accountSid, operator.sid))!
      assert.ok(['a', 'b'].includes(friendlyName))
      assert.deepEqual({ ...stored, friendlyName: next.friendlyName }, next)
      assert.equal(await operators.update({ ...next, version: 4 }), false)
      assert.equal(await operators.update(anOperator({ version: 2 })), false)
    },
  },
  {
    promises: 'of the sids asked for those that exist in the account are found',
    async run({ store: { operators } }) {
      const [one, other, foreign] = [anOperator(), anOperator(), anOperator()]
      const mine = { ...other, accountSid: one.accountSid }
      for (const row of [one, mine, foreign]) await operators.insert(row)
      const asked = [mine.sid, preBuilt, foreign.sid, one.sid, anOperator().sid]
      const found = await operators.findAll(one.accountSid, asked)
      assert.deepEqual(
        found.toSorted((a, b) => (a.sid < b.sid ? -1 : 1)),
        [one, mine].sort((a, b) => (a.sid < b.sid ? -1 : 1)),
      )
      assert.deepEqual(await operators.findAll(one.accountSid, []), [])
    },
  },
  {
    promises: 'operators are filtered by availability, newest first over pages',
    async run({ store: { operators } }) {
      const accountSid = anAccount()
      const rows = [0, 1, 2, 3].map((i) =>
        anOperator({ accountSid, dateCreated: at(i), availability: i % 2 ? 'public' : 'beta' }),
      )
      for (const row of [...rows, anOperator()]) await operators.insert(row)
      const [a, b, c, d] = rows as [never, never, never, never]
      await assertList((page) => operators.list(accountSid, {}, page), [d, c, b, a])
      await assertList((page) => operators.list(accountSid, { availability: 'beta' }, page), [c, a])
      await assertList((page) => operators.list(accountSid, { availability: 'retired' }, page), [])
    },
  },
]

export const attachmentChecks: Check<StoreSubject>[] = [
  {
    promises: 'a service names what is attached in order of attachment; attaching again changes nothing',
    async run({ store }) {
      const service = aService()
      const [first, second] = [anOperator(), anOperator()]
      await store.services.insert(service)
      await store.services.insert(aService({ accountSid: service.accountSid }))
      assert.deepEqual(await attachedTo(store, service), [])
      // Against the order of the alphabet, whichever sids were drawn.
      const sids = [first.sid, preBuilt, second.sid].sort().reverse()
      for (const sid of sids) await store.operators.attach(service.sid, sid)
      assert.deepEqual(await attachedTo(store, service), sids)
      await store.operators.attach(service.sid, sids[0]!)
      assert.deepEqual(await attachedTo(store, service), sids)
      await store.operators.detach(service.sid, sids[0]!)
      await store.operators.attach(service.sid, sids[0]!)
      assert.deepEqual(await attachedTo(store, service), [sids[1], sids[2], sids[0]])
    },
  },
  {
    promises: 'detaching says whether it was attached, and touches one service',
    async run({ store }) {
      const services = [aService(), aService()] as const
      for (const service of services) {
        await store.services.insert(service)
        await store.operators.attach(service.sid, preBuilt)
      }
      const { sid } = services[0]
      assert.equal(await store.operators.detach(sid, anOperator().sid), false)
      assert.equal(await store.operators.detach(sid, preBuilt), true)
      assert.equal(await store.operators.detach(sid, preBuilt), false)
      assert.deepEqual(await attachedTo(store, services[0]), [])
      assert.deepEqual(await attachedTo(store, services[1]), [preBuilt])
    },
  },
  {
    promises:
      'attaching moves neither version nor dates, and an update of the service keeps what is attached',
    async run({ store }) {
      const service = aService()
      await store.services.insert(service)
      await store.operators.attach(service.sid, preBuilt)
      const expected = { ...service, operatorSids: [preBuilt] }
      assert.deepEqual(await store.services.find(service.accountSid, service.sid), expected)
      const next = { ...expected, friendlyName: 'new', version: 2 }
      assert.equal(await store.services.update(next), true)
      assert.deepEqual(await store.services.find(service.accountSid, service.sid), next)
    },
  },
  {
    promises: "a removed operator is gone and detached everywhere; another account's is neither",
    async run({ store, unitOfWork }) {
      const [operator, kept] = [anOperator(), anOperator()]
      const { accountSid, sid } = operator
      const services = [aService({ accountSid }), aService({ accountSid })]
      for (const row of [operator, { ...kept, accountSid }]) await store.operators.insert(row)
      for (const service of services) {
        await store.services.insert(service)
        for (const one of [sid, kept.sid]) await store.operators.attach(service.sid, one)
      }
      const remove = (account: typeof accountSid) =>
        unitOfWork(({ operators }) => operators.remove(account, sid))
      assert.equal(await remove(anAccount()), false)
      assert.deepEqual(await attachedTo(store, services[0]!), [sid, kept.sid])
      assert.equal(await remove(accountSid), true)
      assert.equal(await store.operators.find(accountSid, sid), null)
      for (const service of services) assert.deepEqual(await attachedTo(store, service), [kept.sid])
      assert.equal(await remove(accountSid), false)
    },
  },
  {
    promises:
      'services that transcribe by themselves are found, with what is attached, in their account alone',
    async run({ store }) {
      const accountSid = anAccount()
      const [off, ...on] = [false, true, true].map((autoTranscribe) =>
        aService({ accountSid, autoTranscribe }),
      )
      for (const row of [off!, ...on, aService({ autoTranscribe: true })]) await store.services.insert(row)
      await store.operators.attach(on[0]!.sid, preBuilt)
      const found = await store.services.listAutoTranscribing(accountSid)
      const bySid = (a: Service, b: Service) => (a.sid < b.sid ? -1 : 1)
      assert.deepEqual(found.sort(bySid), [{ ...on[0]!, operatorSids: [preBuilt] }, on[1]!].sort(bySid))
      assert.deepEqual(await store.services.listAutoTranscribing(anAccount()), [])
    },
  },
]
