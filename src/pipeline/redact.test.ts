// Sentences get their redacted form, all of them or none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseChannel } from '../domain/channel.ts'
import { fault } from '../domain/errors.ts'
import type { Redactor } from '../ports/redactor.ts'
import { aSentence, aTranscript } from '../testing/builders.ts'
import { scriptedRedactor } from '../testing/scripted-redactor.ts'
import { redactSentences } from './redact.ts'

const sentences = [
  aSentence(0, { text: 'This is Ann.' }),
  aSentence(1, { text: 'Thank you.' }),
  aSentence(2, { text: 'Call 5550100, Bob.' }),
]
const channel = parseChannel(
  JSON.stringify({
    media_properties: { media_url: 'https://example.com/a.wav' },
    participants: [{ channel_participant: 2, full_name: 'Ann', media_participant_id: '+15550100' }],
  }),
)
const redacted = aTranscript({ redaction: true, channel })

test('every sentence gets its own form; what was said stays beside it', async () => {
  const result = await redactSentences({ transcript: redacted, sentences }, { redactor: scriptedRedactor() })
  assert.deepEqual(
    result.map(({ redacted: _, ...sentence }) => ({ ...sentence, redacted: null })),
    sentences,
  )
  assert.deepEqual(
    result.map((one) => one.redacted?.text),
    ['This is [Name].', 'Thank you.', 'Call [PhoneNumber], [Name].'],
  )
  assert.deepEqual(result[2]!.redacted!.spans, [
    { start: 5, end: 12, type: 'PHONE' },
    { start: 14, end: 17, type: 'NAME' },
  ])
})

test('the redactor hears who is known, and that media redaction wants it strict', async () => {
  for (const mediaRedaction of [false, true]) {
    const redactor = scriptedRedactor()
    await redactSentences({ transcript: { ...redacted, mediaRedaction }, sentences }, { redactor })
    assert.deepEqual(redactor.requests, [
      {
        sentences,
        known: [
          { channel: 1, fullName: null, phone: null },
          { channel: 2, fullName: 'Ann', phone: '+15550100' },
        ],
        strict: mediaRedaction,
      },
    ])
  }
})

test('a transcript made without redaction is left alone, and the redactor is not called', async () => {
  const redactor = scriptedRedactor()
  const result = await redactSentences({ transcript: aTranscript(), sentences }, { redactor })
  assert.deepEqual([result, redactor.requests], [sentences, []])
})

const failing: [what: string, redact: Redactor['redact'], key: string][] = [
  ['a crash', () => Promise.reject(new Error('out of memory')), 'redactionFailed'],
  ['its own failure', () => Promise.reject(fault('redactionFailed', 'as it put it')), 'redactionFailed'],
  ['too few forms', async () => [], 'redactionFailed'],
  [
    'one form too few',
    async (request) => (await scriptedRedactor().redact(request)).slice(1),
    'redactionFailed',
  ],
]
for (const [what, redact, key] of failing) {
  test(`${what} gives no sentences at all`, async () => {
    const redactor = { ...scriptedRedactor(), redact }
    const result = redactSentences({ transcript: redacted, sentences }, { redactor })
    await assert.rejects(result, { key, code: 95303, retryable: false })
  })
}
