// Every operation that the official SDK has, through one client of it (contract section 21, line 60).
import assert from 'node:assert/strict'
import type twilio from 'twilio'
import type { World } from './world.ts'

/** Intelligence v2 of a client. */
export type Sdk = ReturnType<typeof twilio>['intelligence']['v2']

/** What the operations are performed with. */
export interface SdkCall {
  v2: Sdk
  world: World
  /** A name that nothing has. */
  name: string
  /** A recording without speech. */
  mediaUrl: string
}

/** Performs all 29. */
export async function performEverySdkOperation(call: SdkCall): Promise<void> {
  const operatorSid = await operatorOperations(call)
  const serviceSid = await serviceOperations(call, operatorSid)
  await transcriptOperations(call, serviceSid)
  await contentOperations(call)
  await catalogueOperations(call)
  await removals(call, { serviceSid, operatorSid })
}

const phrases = (name: string) => ({ phrase_sets: [{ name, phrases: ['good morning'] }] })

async function operatorOperations({ v2, name }: SdkCall): Promise<string> {
  const made = await v2.customOperators.create({
    friendlyName: name,
    operatorType: 'PhraseMatching',
    config: phrases('first'),
  })
  assert.deepEqual([made.friendlyName, made.version, made.config], [name, 1, phrases('first')])
  const change = { friendlyName: `${name} 2`, config: phrases('second'), ifMatch: '1' }
  const changed = await v2.customOperators(made.sid).update(change)
  assert.deepEqual([changed.friendlyName, changed.version], [`${name} 2`, 2])
  assert.deepEqual((await v2.customOperators(made.sid).fetch()).config, phrases('second'))
  assert.equal((await v2.operators(made.sid).fetch()).sid, made.sid)
  assert.equal((await v2.customOperators.list({ limit: 1 }))[0]?.sid, made.sid)
  return made.sid
}

async function serviceOperations({ v2, name }: SdkCall, operatorSid: string): Promise<string> {
  const { sid, dateCreated } = await v2.services.create({ uniqueName: name, autoTranscribe: false })
  assert.ok(dateCreated instanceof Date)
  assert.equal((await v2.services(name).fetch()).sid, sid)
  assert.equal((await v2.services.list({ limit: 1 }))[0]?.sid, sid)
  const changed = await v2.services(sid).update({ friendlyName: 'Changed', ifMatch: '1' })
  assert.deepEqual([changed.friendlyName, changed.version], ['Changed', 2])
  const attached = await v2.operatorAttachment(sid, operatorSid).create()
  assert.deepEqual([attached.serviceSid, attached.operatorSid], [sid, operatorSid])
  assert.deepEqual((await v2.operatorAttachments(sid).fetch()).operatorSids, [operatorSid])
  assert.equal(await v2.operatorAttachment(sid, operatorSid).remove(), true)
  assert.deepEqual((await v2.services(sid).fetch()).readOnlyAttachedOperatorSids, [])
  return sid
}

async function transcriptOperations({ v2, name, mediaUrl }: SdkCall, serviceSid: string) {
  const channel = {
    media_properties: { media_url: mediaUrl },
    participants: [{ channel_participant: 1, role: 'Customer' }],
  }
  const sids: string[] = []
  for (const one of [channel, JSON.stringify(channel)]) {
    const mediaStartTime = new Date('2026-01-02T03:04:05.678Z')
    const made = await v2.transcripts.create({ serviceSid, channel: one, customerKey: name, mediaStartTime })
    assert.deepEqual([made.status, made.duration, made.customerKey], ['queued', 0, name])
    assert.equal(made.mediaStartTime?.toISOString(), '2026-01-02T03:04:05.000Z')
    assert.equal(made.channel.media_properties.media_url, mediaUrl)
    assert.deepEqual(
      made.channel.participants.map(({ role }: { role: string }) => role),
      ['Customer', 'Agent'],
    )
    assert.equal((await v2.transcripts(made.sid).fetch()).sid, made.sid)
    sids.push(made.sid)
  }
  const listed = await v2.transcripts.list({
    serviceSid,
    afterStartTime: '2026-01-02T03:04:04Z',
    beforeStartTime: '2026-01-02T03:04:06Z',
  })
  assert.deepEqual(
    listed.map(({ sid }) => sid),
    sids.toReversed(),
  )
  assert.equal(await v2.transcripts(sids[0]!).remove(), true)
  await refuses(v2.transcripts(sids[0]!).remove(), { status: 404, code: 20404 })
}

async function contentOperations({ v2, world }: SdkCall) {
  const plain = v2.transcripts(world.plain.transcript.sid)
  const sentences = await plain.sentences.list({ wordTimestamps: true, pageSize: 1, limit: 2 })
  assert.deepEqual(
    sentences.map(({ sentenceIndex }) => sentenceIndex),
    [0, 1].slice(0, sentences.length),
  )
  assert.ok(sentences.length > 0 && sentences[0]!.words.length > 0)
  assert.match((await plain.media().fetch({ redacted: false })).mediaUrl, /^http:\/\/127/)
  const [result] = await plain.operatorResults.list({ redacted: false })
  const { operatorSid } = world.plain
  const fetched = await plain.operatorResults(operatorSid).fetch({ redacted: false })
  for (const one of [result!, fetched]) {
    assert.deepEqual([one.operatorSid, one.operatorType], [operatorSid, 'extract'])
    assert.deepEqual(Object.keys(one.toJSON()).sort(), Object.keys(fetched.toJSON()).sort())
  }
  const encrypted = v2.transcripts(world.encrypted.transcript.sid)
  assert.match((await encrypted.encryptedSentences().fetch()).location, /^http/)
  assert.equal((await encrypted.encryptedOperatorResults().fetch()).locations.length, 1)
  await refuses(encrypted.sentences.list(), { status: 403, code: 20403 })
}

async function catalogueOperations({ v2 }: SdkCall) {
  const preBuilt = await v2.prebuiltOperators.list()
  assert.equal(preBuilt.length, 13)
  const { sid, operatorType } = preBuilt[0]!
  assert.equal((await v2.prebuiltOperators(sid).fetch()).operatorType, operatorType)
  const all = await v2.operators.list({ availability: 'public' })
  assert.ok(all.some((one) => one.sid === sid))
  const types = await v2.operatorType.list()
  const generative = types.find(({ name }) => name === 'Generative')!
  assert.equal((await v2.operatorType('Generative').fetch()).sid, generative.sid)
  assert.equal((await v2.operatorType(generative.sid).fetch()).configurable, true)
}

async function removals({ v2 }: SdkCall, made: { serviceSid: string; operatorSid: string }) {
  const removed = await v2.services(made.serviceSid).removeWithHttpInfo()
  assert.deepEqual([removed.statusCode, removed.body], [204, true])
  assert.equal(await v2.customOperators(made.operatorSid).remove(), true)
  await refuses(v2.services(made.serviceSid).fetch(), { status: 404, code: 20404 })
  await refuses(v2.services.create({ uniqueName: '' }), { status: 400 })
}

/** Asserts that a call ends with the SDK's usual exception. */
export async function refuses(call: Promise<unknown>, expected: { status: number; code?: number }) {
  await assert.rejects(call, (error: Error & Record<'status' | 'code' | 'moreInfo', unknown>) => {
    assert.equal(error.constructor.name, 'RestException')
    assert.equal(error.status, expected.status)
    if (expected.code) assert.equal(error.code, expected.code)
    assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${error.code}`)
    return true
  })
}
