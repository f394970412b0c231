// Who gets which view of a redacted transcript (contract section 21, line 34).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { monoCall } from './mono-call.ts'
import { type SentenceBody, sentencesOf, type WordBody } from './sentence-views.ts'
import type { Subject } from './subject.ts'
import { durationMs, peak, readWav, type Sound } from './wav-file.ts'

const redactedViews = ['', 'Redacted=true', 'Redacted=True']
const originalViews = ['Redacted=false', 'Redacted=False']
const token = /\[[A-Za-z]+\]/
/** As silent as 16-bit samples can be. */
const SILENCE = 1 / 32768
const AUDIBLE = 0.05
const DURATION_TOLERANCE_MS = 50

async function showsViewsToThoseWhoMay(subject: Subject) {
  const call = subject.world.redacted
  const { sid } = call.transcript
  const redacted = await sameInAll(redactedViews, (view) => sentencesOf(subject, sid, view))
  const original = await sameInAll(originalViews, (view) => sentencesOf(subject, sid, view))
  assertTextRedacted(original, redacted)
  await hidesNamesInResults(subject)
  await silencesWords(subject, { sid, original, redacted })
  await refusesOriginals(subject, { sid, operatorSid: call.operatorSid })
}

/** Reads every view and returns the one that all of them must equal. */
async function sameInAll<T>(views: string[], read: (view: string) => Promise<T>): Promise<T> {
  const first = await read(views[0]!)
  for (const view of views.slice(1)) assert.deepEqual(await read(view), first, view)
  return first
}

/** Words that are not in the redacted form. */
function hiddenWords(original: SentenceBody, redacted: SentenceBody): WordBody[] {
  const shown = new Set(redacted.words.map(({ word, start_time }) => `${start_time} ${word}`))
  return original.words.filter(({ word, start_time }) => !shown.has(`${start_time} ${word}`))
}

function assertTextRedacted(original: SentenceBody[], redacted: SentenceBody[]) {
  const hidden = original.map((sentence, at) => hiddenWords(sentence, redacted[at]!))
  assert.ok(hidden.flat().length > 0, 'the call has words to hide')
  for (const [at, sentence] of redacted.entries()) {
    const words = sentence.words.map(({ word }) => word).join(' ')
    for (const text of [sentence.transcript, words]) {
      assert.equal(token.test(text), hidden[at]!.length > 0, text)
      for (const { word } of hidden[at]!) assert.ok(!text.includes(bare(word)), text)
    }
    for (const { word } of hidden[at]!) assert.ok(original[at]!.transcript.includes(bare(word)))
    assert.doesNotMatch(original[at]!.transcript, token)
  }
}

async function hidesNamesInResults(subject: Subject) {
  const { transcript, operatorSid } = await monoCall(subject)
  const path = `/v2/Transcripts/${transcript.sid}/OperatorResults`
  const read = async (view: string) => {
    const list = await subject.call('GET', `${path}?${view}`)
    const one = await subject.call('GET', `${path}/${operatorSid}?${view}`)
    assert.deepEqual(one.body, list.body.operator_results[0])
    const { extract_results, utterance_results } = one.body
    return JSON.stringify([extract_results, utterance_results])
  }
  const redacted = await sameInAll(redactedViews, read)
  const original = await sameInAll(originalViews, read)
  const [name] = /(?<=my name is )\w+/i.exec(original) ?? []
  assert.ok(name, original)
  assert.match(redacted, /my name is \[Name\]/i)
  assert.ok(!redacted.includes(name), redacted)
}

interface TwoViews {
  sid: string
  original: SentenceBody[]
  redacted: SentenceBody[]
}

async function silencesWords(subject: Subject, { sid, original, redacted }: TwoViews) {
  const read = async (view: string): Promise<Buffer> => {
    const { body } = await subject.call('GET', `/v2/Transcripts/${sid}/Media?${view}`)
    const audio = await subject.call('GET', body.media_url, { login: null })
    assert.equal(audio.status, 200)
    return audio.body
  }
  const before = readWav(await sameInAll(originalViews, read))
  const after = readWav(await sameInAll(redactedViews, read))
  assert.equal(after.channels.length, before.channels.length)
  assert.ok(Math.abs(durationMs(after) - durationMs(before)) <= DURATION_TOLERANCE_MS)
  const loudness = ({ media_channel }: SentenceBody, { start_time, end_time }: WordBody) => {
    const within: [number, number] = [start_time, end_time]
    return (sound: Sound) => peak(sound, media_channel, within)
  }
  for (const [at, sentence] of original.entries()) {
    const hidden = hiddenWords(sentence, redacted[at]!)
    for (const word of hidden) {
      const peakOf = loudness(sentence, word)
      assert.ok(peakOf(before) > AUDIBLE, `${word.word} can be heard in the original`)
      assert.ok(peakOf(after) <= SILENCE, `${word.word} can be heard in the redacted recording`)
    }
    if (hidden.length > 0) continue
    for (const word of sentence.words) assert.ok(loudness(sentence, word)(after) > AUDIBLE, word.word)
  }
}

async function refusesOriginals(
  subject: Subject,
  { sid, operatorSid }: { sid: string; operatorSid: string },
) {
  const { full, redactedOnly } = subject.world.keys
  for (const part of ['Sentences', 'OperatorResults', `OperatorResults/${operatorSid}`, 'Media']) {
    const path = `/v2/Transcripts/${sid}/${part}`
    const read = (view: string, login = redactedOnly) => subject.call('GET', `${path}?${view}`, { login })
    for (const view of redactedViews) assert.equal((await read(view)).status, 200, `${part} ${view}`)
    for (const view of originalViews) {
      assertError(await read(view), 403)
      assert.equal((await read(view, full)).status, 200, `${part} ${view}`)
    }
  }
}

/** A word without its punctuation. */
function bare(word: string): string {
  return word.replace(/[^\p{L}\p{N}]+$/u, '')
}

/** Line 34. */
export const redactedViewsCheck: Check = {
  number: 34,
  title:
    'text, words, results and audio are redacted unless Redacted=false asks, and the key may, for the original',
  run: showsViewsToThoseWhoMay,
  // A server that knows `true` in lower case only.
  broken: (answer, { path }) =>
    bendJson(answer, (body) => {
      if (!/\/Sentences\?.*Redacted=True/.test(path)) return
      for (const one of body.sentences) one.transcript = one.transcript.replaceAll('[Name]', 'Karen Miller')
    }),
}
