// What every store of results and encrypted documents promises: they hang on a transcript and go with it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { DocumentName, EncryptedDocument } from '../../src/domain/encrypted-document.ts'
import type { OperatorOutcome } from '../../src/domain/operator-result.ts'
import type { Transcript } from '../../src/domain/transcript.ts'
import { anOperator, aResult, aSentence, aTranscript } from '../../src/testing/builders.ts'
import type { Check } from './check.ts'
import { assertList, firstPage, type StoreSubject } from './store-subject.ts'

const outcomes: OperatorOutcome[] = [
  { kind: 'classification', label: 'neutral', probabilities: { neutral: 0.7, 'not "neutral"': 0.3 } },
  {
    kind: 'extraction',
    match: true,
    probability: 0.9999999999999999,
    extracts: { cancel: ['cancel my account', 'Ünïcode 🔑'], none: [] },
    evidence: [
      {
        sentenceSid: aSentence(0).sid,
        sentenceIndex: 0,
        channel: 2,
        startMs: 1234.5,
        endMs: 2345,
        text: 'cancel my account',
        label: 'cancel',
      },
    ],
  },
  { kind: 'text', text: '', refusal: 'I will not' },
  { kind: 'json', json: { z: [1, { a: null }], a: 'x' }, refusal: null },
  { kind: 'json', json: null, refusal: 'no' },
]

async function storeTranscript({ store }: StoreSubject, over: Partial<Transcript> = {}) {
  const transcript = aTranscript(over)
  await store.transcripts.insert(transcript)
  return transcript
}

export const resultChecks: Check<StoreSubject>[] = [
  {
    promises: 'results come back as they were written, in order of attachment over pages both ways',
    async run(subject) {
      const { sid } = await storeTranscript(subject)
      const results = outcomes.map((outcome, position) =>
        aResult(position, { outcome, redacted: position % 2 ? outcomes[0]! : null }),
      )
      await subject.unitOfWork((unit) => unit.operatorResults.replace(sid, results.toReversed()))
      await assertList((page) => subject.store.operatorResults.list(sid, page), results)
      for (const result of results) {
        assert.deepEqual(await subject.store.operatorResults.find(sid, result.operatorSid), result)
      }
      assert.equal(await subject.store.operatorResults.find(sid, anOperator().sid), null)
    },
  },
  {
    promises: 'the keys of a JSON answer keep their order, all the way down',
    async run(subject) {
      const { sid } = await storeTranscript(subject)
      const json = { zebra: 1, a: { long_key: [{ y: 1, b: 2 }], k: 2 }, mid: 'x' }
      const result = aResult(0, { outcome: { kind: 'json', json, refusal: null } })
      await subject.unitOfWork((unit) => unit.operatorResults.replace(sid, [result]))
      const found = await subject.store.operatorResults.find(sid, result.operatorSid)
      assert.equal(JSON.stringify(found?.outcome), JSON.stringify(result.outcome))
    },
  },
  {
    promises: 'results of one transcript are replaced as a whole, those of others stay',
    async run(subject) {
      const [one, other] = [await storeTranscript(subject), await storeTranscript(subject)]
      const result = aResult(0)
      const write = (to: Transcript, results: (typeof result)[]) =>
        subject.unitOfWork((unit) => unit.operatorResults.replace(to.sid, results))
      const read = async (of: Transcript) =>
        (await subject.store.operatorResults.list(of.sid, firstPage(9))).items
      await write(one, [aResult(0), aResult(1)])
      // The same operator may have answered about both.
      await write(other, [result])
      await write(one, [result])
      assert.deepEqual([await read(one), await read(other)], [[result], [result]])
      await write(one, [])
      assert.deepEqual([await read(one), await read(other)], [[], [result]])
    },
  },
  {
    promises: 'deleting a transcript deletes its results and its encrypted documents',
    async run(subject) {
      const { store, unitOfWork } = subject
      const { accountSid, sid } = await storeTranscript(subject)
      const result = aResult(0)
      const document = aDocument('sentences')
      await unitOfWork((unit) => unit.operatorResults.replace(sid, [result]))
      await unitOfWork((unit) => unit.encryptedDocuments.replace(sid, [document]))
      await store.transcripts.remove(accountSid, sid)
      assert.deepEqual((await store.operatorResults.list(sid, firstPage(9))).items, [])
      assert.equal(await store.operatorResults.find(sid, result.operatorSid), null)
      assert.deepEqual(await store.encryptedDocuments.names(sid), [])
      assert.equal(await store.encryptedDocuments.find(sid, 'sentences'), null)
    },
  },
]

function aDocument(name: DocumentName, bodyBytes = 100): EncryptedDocument {
  return { name, wrappedKey: randomBytes(256), iv: randomBytes(12), body: randomBytes(bodyBytes) }
}

/** Databases may give another class of bytes than they took. */
const plain = ({ name, ...bytes }: EncryptedDocument) => ({
  name,
  ...Object.fromEntries(
    Object.entries(bytes).map(([key, value]) => [key, Buffer.from(value).toString('hex')]),
  ),
})

export const documentChecks: Check<StoreSubject>[] = [
  {
    promises: 'encrypted documents come back byte for byte, their names sorted, and are replaced as a whole',
    async run(subject) {
      const { store, unitOfWork } = subject
      const { sid } = await storeTranscript(subject)
      const result = `result-${anOperator().sid}` as const
      const allBytes = Uint8Array.from({ length: 256 }, (_, value) => value)
      const documents = [
        { ...aDocument('sentences-redacted'), body: allBytes },
        aDocument('sentences', 300_000),
        aDocument(`${result}-redacted`),
        { ...aDocument(result), body: new Uint8Array(0) },
      ]
      await unitOfWork((unit) =>
        unit.encryptedDocuments.replace(sid, [aDocument('sentences'), aDocument(result)]),
      )
      await unitOfWork((unit) => unit.encryptedDocuments.replace(sid, documents))
      assert.deepEqual(await store.encryptedDocuments.names(sid), [
        result,
        `${result}-redacted`,
        'sentences',
        'sentences-redacted',
      ])
      for (const document of documents) {
        assert.deepEqual(plain((await store.encryptedDocuments.find(sid, document.name))!), plain(document))
      }
      await unitOfWork((unit) => unit.encryptedDocuments.replace(sid, documents.slice(0, 1)))
      assert.deepEqual(await store.encryptedDocuments.names(sid), ['sentences-redacted'])
      assert.equal(await store.encryptedDocuments.find(sid, 'sentences'), null)
    },
  },
  {
    promises: 'documents belong to one transcript',
    async run(subject) {
      const { store, unitOfWork } = subject
      const [one, other] = [await storeTranscript(subject), await storeTranscript(subject)]
      await unitOfWork((unit) => unit.encryptedDocuments.replace(one.sid, [aDocument('sentences')]))
      assert.deepEqual(await store.encryptedDocuments.names(other.sid), [])
      assert.equal(await store.encryptedDocuments.find(other.sid, 'sentences'), null)
    },
  },
]
