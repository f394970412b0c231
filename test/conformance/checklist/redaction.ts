// Redaction: what is hidden from whom, and from when on (contract section 21, lines 34 to 39).
import assert from 'node:assert/strict'
import { assertError } from '../../../src/testing/answers.ts'
import type { Check } from './check.ts'
import { bendJson, type Distortion } from './distorting-proxy.ts'
import { generativeRedactionCheck } from './redacted-generation.ts'
import { redactedViewsCheck } from './redacted-views.ts'
import { type SentenceBody, sentencesOf } from './sentence-views.ts'
import { freshName, type Subject } from './subject.ts'
import type { PreparedCall } from './world.ts'

const both = { AutoRedaction: 'true', MediaRedaction: 'true' }
const neither = { AutoRedaction: 'false', MediaRedaction: 'false' }

/** All that can be read of a transcript, by default and as Redacted asks. */
async function readAll(subject: Subject, { transcript: { sid } }: PreparedCall) {
  const path = `/v2/Transcripts/${sid}`
  const views = ['', 'Redacted=true', 'Redacted=false'].map(async (view) => {
    const results = await subject.call('GET', `${path}/OperatorResults?${view}`)
    const media = await subject.call('GET', `${path}/Media?${view}`)
    return {
      sentences: await sentencesOf(subject, sid, view),
      results: results.body.operator_results,
      media: new URL(media.body.media_url).pathname,
    }
  })
  return { transcript: (await subject.call('GET', path)).body, views: await Promise.all(views) }
}

async function keepsWhatWasSnapshot(subject: Subject) {
  const { plain, redacted } = subject.world
  await staysUnder(both, neither, plain)
  await staysUnder(neither, both, redacted)
  const { views } = await readAll(subject, plain)
  assert.deepEqual(views[1], views[2], 'Redacted=true changes nothing on an unredacted transcript')

  async function staysUnder(change: typeof both, back: typeof both, call: PreparedCall) {
    const path = `/v2/Services/${call.service.sid}`
    const before = await readAll(subject, call)
    try {
      const { status, body } = await subject.call('POST', path, { form: change })
      assert.deepEqual([status, String(body.auto_redaction)], [200, change.AutoRedaction])
      assert.deepEqual(await readAll(subject, call), before)
    } finally {
      await subject.call('POST', path, { form: back })
    }
  }
}

async function needsTextRedaction(subject: Subject) {
  const UniqueName = freshName()
  const alone = { MediaRedaction: 'true' }
  for (const extra of [{}, { AutoRedaction: 'false' }]) {
    assertError(await subject.call('POST', '/v2/Services', { form: { UniqueName, ...alone, ...extra } }), 400)
    assertError(await subject.call('GET', `/v2/Services/${UniqueName}`), 404)
  }
  const refusals = [
    { made: {}, change: { FriendlyName: 'changed', ...alone } },
    { made: { AutoRedaction: 'true' }, change: { ...alone, AutoRedaction: 'false' } },
    { made: both, change: { AutoRedaction: 'false' } },
  ]
  for (const { made, change } of refusals) {
    const path = `/v2/Services/${(await subject.service(made)).sid}`
    const { body: before } = await subject.call('GET', path)
    assertError(await subject.call('POST', path, { form: change }), 400)
    assert.deepEqual((await subject.call('GET', path)).body, before)
  }
}

/** A server that stores a change first and finds fault with it afterwards. */
function storingRefused(): Distortion {
  const refused = new Set<string>()
  return (answer, { method, path }) => {
    if (method === 'POST' && answer.status === 400) refused.add(path)
    return bendJson(answer, (body) => {
      if (method === 'GET' && refused.has(path)) body.version++
    })
  }
}

async function redactsEnglishMediaOnly(subject: Subject) {
  const create = (form: Record<string, string>) =>
    subject.call('POST', '/v2/Services', { form: { UniqueName: freshName(), ...form } })
  const spanish = await subject.service({ LanguageCode: 'es-ES' })
  const english = await subject.service()
  for (const form of [both, { MediaRedaction: 'true' }]) {
    assertError(await create({ LanguageCode: 'es-ES', ...form }), 400, 95304)
    assertError(await subject.call('POST', `/v2/Services/${spanish.sid}`, { form }), 400, 95304)
  }
  const made = await create({ LanguageCode: 'en-US', ...both })
  const updated = await subject.call('POST', `/v2/Services/${english.sid}`, { form: both })
  assert.deepEqual([made.status, made.body.media_redaction], [201, true])
  assert.deepEqual([updated.status, updated.body.media_redaction], [200, true])
}

async function keepsPlacesInBothViews(subject: Subject) {
  const places = ({ sid, sentence_index, media_channel, start_time, end_time }: SentenceBody) => [
    ...[sid, sentence_index, media_channel, start_time, end_time],
  ]
  const { sid } = subject.world.redacted.transcript
  const original = await sentencesOf(subject, sid, 'Redacted=false')
  const redacted = await sentencesOf(subject, sid, 'Redacted=true')
  assert.notDeepEqual(redacted, original)
  assert.deepEqual(redacted.map(places), original.map(places))
}

/** Lines 34 to 39. */
export const redactionChecks: Check[] = [
  redactedViewsCheck,
  {
    number: 35,
    title: 'a later switch of AutoRedaction changes nothing about existing transcripts',
    run: keepsWhatWasSnapshot,
    // A server that redacts whatever it is asked to.
    broken: (answer, { path }) =>
      bendJson(answer, (body) => {
        if (!/\/Sentences\?.*Redacted=true/.test(path)) return
        for (const one of body.sentences) one.transcript = one.transcript.replaceAll('Karen', '[Name]')
      }),
  },
  {
    number: 36,
    title: 'MediaRedaction without AutoRedaction is 400 and changes nothing',
    run: needsTextRedaction,
    broken: storingRefused(),
  },
  {
    number: 37,
    title: 'MediaRedaction of a Spanish Service is 400 code 95304, of an English one accepted',
    run: redactsEnglishMediaOnly,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.code === 95304)
          Object.assign(body, { code: 95303, more_info: body.more_info.replace('95304', '95303') })
      }),
  },
  generativeRedactionCheck,
  {
    number: 39,
    title: 'both views have the same sentences at the same places',
    run: keepsPlacesInBothViews,
    // A sid for each view.
    broken: (answer, { path }) =>
      bendJson(answer, (body) => {
        if (!/\/Sentences\?.*Redacted=true/.test(path)) return
        for (const one of body.sentences) one.sid = `GX${one.sid.slice(2).split('').reverse().join('')}`
      }),
  },
]
