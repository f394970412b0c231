// What is encrypted can be read by the holder of the key, as a whole and by nobody else.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { ContentDocuments } from '../ports/content-documents.ts'
import { aPublicKey, aResult, aSentence, aTranscript } from '../testing/builders.ts'
import { createKeyHolder } from '../testing/key-holder.ts'
import { encryptContent } from './encrypt.ts'

const holder = createKeyHolder()
const key = aPublicKey({ pem: holder.publicPem })
const sentences = [aSentence(0, { text: 'Größe: 🔑' }), aSentence(1)]
const results = [aResult(0), aResult(1)]
const documents: ContentDocuments = {
  sentences: (all, redacted) => JSON.stringify({ texts: all.map(({ text }) => text), redacted }),
  result: (transcript, result, redacted) => JSON.stringify({ transcript, name: result.name, redacted }),
}
const encrypt = (redaction: boolean, to = key) => {
  const transcript = aTranscript({ redaction })
  const encrypted = encryptContent({ transcript, sentences, results }, { key: to, documents })
  return { transcript, encrypted, byName: new Map(encrypted.map((one) => [one.name, one])) }
}

for (const redaction of [false, true]) {
  const views = redaction ? [false, true] : [false]
  test(`${redaction ? 'both views' : 'the one view'} of everything comes back as it was written`, () => {
    const { transcript, encrypted, byName } = encrypt(redaction)
    assert.equal(encrypted.length, views.length * 3)
    assert.equal(byName.size, encrypted.length)
    for (const redacted of views) {
      const suffix = redacted ? '-redacted' : ''
      const texts = { [`sentences${suffix}`]: documents.sentences(sentences, redacted) }
      for (const result of results) {
        texts[`result-${result.operatorSid}${suffix}`] = documents.result(transcript.sid, result, redacted)
      }
      for (const [name, text] of Object.entries(texts)) {
        assert.equal(holder.decrypt(byName.get(name as never)!), text, name)
      }
    }
  })
}

test('every document has a key and an IV of its own, of the documented lengths', () => {
  const all = [...encrypt(true).encrypted, ...encrypt(true).encrypted]
  for (const part of ['wrappedKey', 'iv', 'body'] as const) {
    const digests = all.map((one) => createHash('sha256').update(one[part]).digest('hex'))
    assert.equal(new Set(digests).size, all.length, part)
  }
  for (const { wrappedKey, iv } of all) assert.deepEqual([wrappedKey.length, iv.length], [256, 12])
})

test('the ciphertext is as long as the text and its tag, and shows nothing of it', () => {
  const { byName } = encrypt(false)
  const { body } = byName.get('sentences')!
  const text = documents.sentences(sentences, false)
  assert.equal(body.length, Buffer.byteLength(text) + 16)
  for (const word of ['texts', 'Größe', 'Sentence']) assert.equal(Buffer.from(body).includes(word), false)
})

test('nobody else can read it, and an altered or cut document is not read', () => {
  const [document] = encrypt(false).encrypted as [ReturnType<typeof encrypt>['encrypted'][0]]
  assert.throws(() => createKeyHolder().decrypt(document))
  for (const part of ['wrappedKey', 'iv', 'body'] as const) {
    const altered = Buffer.from(document[part])
    altered[0]! ^= 1
    assert.throws(() => holder.decrypt({ ...document, [part]: altered }), Error, part)
  }
  assert.throws(() => holder.decrypt({ ...document, body: document.body.subarray(0, -1) }))
})

test('larger keys serve as well', () => {
  const larger = createKeyHolder(4096)
  const { byName } = encrypt(false, aPublicKey({ pem: larger.publicPem }))
  const document = byName.get('sentences')!
  assert.equal(document.wrappedKey.length, 512)
  assert.equal(larger.decrypt(document), documents.sentences(sentences, false))
})

test('without a usable key there is no document, and the failure says nothing of the content', () => {
  const cause = { key: 'encryptionFailed', code: 95123, retryable: false, message: /^The content could not/ }
  assert.throws(() => encrypt(false, aPublicKey({ pem: 'none' })), cause)
  const failing: ContentDocuments = {
    ...documents,
    result: () => {
      throw new Error('Größe: 🔑')
    },
  }
  const content = { transcript: aTranscript(), sentences, results }
  assert.throws(() => encryptContent(content, { key, documents: failing }), cause)
})
