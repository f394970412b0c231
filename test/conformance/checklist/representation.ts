// What resources look like (contract section 21, lines 6 to 13).
import assert from 'node:assert/strict'
import { assertError, type ListBody } from '../../../src/testing/answers.ts'
import type { Answer } from '../../../src/testing/test-server.ts'
import type { Check } from './check.ts'
import { bendJson } from './distorting-proxy.ts'
import { everyResource, mediaStart, resourceKeys } from './every-resource.ts'
import { operatedCall } from './operated-call.ts'
import type { Subject } from './subject.ts'
import { versionCheck } from './versions.ts'

const dateNames = ['date_created', 'date_updated', 'media_start_time']

async function hasExactKeys(subject: Subject) {
  const resources = await everyResource(subject)
  const kinds = new Set(resources.map(({ kind }) => kind))
  assert.deepEqual([...kinds].sort(), Object.keys(resourceKeys).sort(), 'not every resource was seen')
  for (const { kind, body } of resources) assert.deepEqual(Object.keys(body), resourceKeys[kind], kind)
  const transcripts = resources.filter(({ kind }) => kind === 'transcript').map(({ body }) => body)
  const states = new Set(transcripts.map(({ status }) => status))
  assert.deepEqual([...states].sort(), ['completed', 'failed', 'queued'])
  const { transcript } = subject.world.plain
  const known = transcripts.find(({ sid }) => sid === transcript.sid)
  assert.equal(known?.media_start_time, null, 'a start that nobody told')
}

async function hasWholeSecondsInUtc(subject: Subject) {
  const seen = new Set<string>()
  for (const { kind, body } of await everyResource(subject)) {
    for (const name of dateNames.filter((one) => one in body && body[one] !== null)) {
      seen.add(name)
      assert.match(String(body[name]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, `${kind}.${name}`)
      if (name === 'media_start_time') assert.equal(body[name], mediaStart.shown)
    }
  }
  assert.deepEqual([...seen].sort(), dateNames.toSorted())
}

async function hasAddressesThatServe(subject: Subject) {
  const resources = await everyResource(subject)
  // An attachment's own address is that of two writes; it can not be read (section 1, operations 7 and 8).
  const urls = new Set<string>()
  for (const { kind, body } of resources.filter((one) => 'url' in one.body)) {
    assert.ok(String(body.url).startsWith(`${subject.baseUrl}/v2/`), `${kind}: ${body.url}`)
    if (kind !== 'attachment') urls.add(String(body.url))
  }
  for (const url of urls) assert.equal((await subject.call('GET', url)).status, 200, url)
  for (const { body } of resources.filter(({ kind }) => kind === 'transcript')) {
    await linksServe(subject, body as unknown as Linked)
  }
}

/** A transcript, as far as its links go. */
interface Linked {
  encryption_credential_sid: string | null
  links: Record<string, string>
}

const plainOnly = ['sentences', 'operator_results']
const encryptedOnly = ['encrypted_sentences', 'encrypted_operator_results']

async function linksServe(subject: Subject, { encryption_credential_sid: key, links }: Linked) {
  for (const [name, link] of Object.entries(links)) {
    assert.ok(link.startsWith(`${subject.baseUrl}/v2/`), link)
    const answer = await subject.call('GET', link)
    if (key && plainOnly.includes(name)) assertError(answer, 403)
    else if (!key && encryptedOnly.includes(name)) assertError(answer, 404)
    else assert.equal(answer.status, 200, link)
  }
}

async function hasFiveLinks(subject: Subject) {
  const names = [...plainOnly, ...encryptedOnly, 'media'].sort()
  const transcripts = (await everyResource(subject)).filter(({ kind }) => kind === 'transcript')
  for (const { body } of transcripts) assert.deepEqual(Object.keys(body.links as object).sort(), names)
}

/** A sentence on the wire. */
interface SentenceBody {
  media_channel: number
  sentence_index: number
  start_time: string
  end_time: string
  confidence: string
  words: { word: string; start_time: number; end_time: number }[]
}

type Sentences = ListBody<'sentences', SentenceBody>

/** The sentences of every prepared call that can be read, in both views, by `query`, each list by itself. */
async function sentenceLists(subject: Subject, query: string) {
  const { plain, redacted } = subject.world
  const lists: { duration: number; sentences: SentenceBody[] }[] = []
  for (const { transcript } of [plain, redacted, await operatedCall(subject)]) {
    for (const view of ['true', 'false']) {
      const sentences: SentenceBody[] = []
      let next: string | null = `/v2/Transcripts/${transcript.sid}/Sentences?Redacted=${view}&${query}`
      while (next) {
        const { body }: Answer<Sentences> = await subject.call('GET', next)
        sentences.push(...body.sentences)
        next = body.meta.next_page_url
      }
      assert.ok(sentences.length > 1, 'the prepared calls hold several sentences')
      lists.push({ duration: transcript.duration, sentences })
    }
  }
  return lists
}

async function hasTimesAsText(subject: Subject) {
  for (const query of ['', 'WordTimestamps=true']) {
    for (const { duration, sentences } of await sentenceLists(subject, query)) {
      for (const sentence of sentences) {
        for (const name of ['start_time', 'end_time', 'confidence'] as const) {
          assert.equal(typeof sentence[name], 'string', name)
          assert.match(sentence[name], /^\d+(\.\d{1,3})?$/, name)
        }
        const [start, end] = [Number(sentence.start_time), Number(sentence.end_time)]
        assert.ok(Number(sentence.confidence) <= 1, sentence.confidence)
        assert.ok(start <= end && end <= duration + 1, `${start} to ${end} of ${duration}`)
        assert.equal(sentence.words.length > 0, query !== '', 'words come when they are asked for')
        for (const word of sentence.words) {
          assert.deepEqual([typeof word.start_time, typeof word.end_time], ['number', 'number'])
          assert.ok(start <= word.start_time && word.start_time <= word.end_time && word.end_time <= end)
        }
      }
    }
  }
}

async function hasIndexWithoutGaps(subject: Subject) {
  for (const { sentences } of await sentenceLists(subject, 'PageSize=1')) {
    let latest = 0
    for (const [at, sentence] of sentences.entries()) {
      assert.equal(sentence.sentence_index, at)
      assert.ok([1, 2].includes(sentence.media_channel), `channel ${sentence.media_channel}`)
      assert.ok(Number(sentence.start_time) >= latest, `sentence ${at} begins before the one in front of it`)
      latest = Number(sentence.start_time)
    }
  }
}

const resultTypes = [
  ...['conversation-classify', 'utterance-classify', 'extract', 'extract-normalize', 'pii-extract'],
  ...['text-generation', 'json'],
]

async function hasHyphenatedTypes(subject: Subject) {
  const { plain, redacted } = subject.world
  for (const { transcript } of [plain, redacted, await operatedCall(subject)]) {
    for (const view of ['true', 'false']) {
      const path = `/v2/Transcripts/${transcript.sid}/OperatorResults`
      const { body } = await subject.call('GET', `${path}?Redacted=${view}`)
      assert.ok(body.operator_results.length > 0, 'the prepared calls have results')
      for (const { operator_sid, operator_type } of body.operator_results) {
        assert.ok(resultTypes.includes(operator_type), operator_type)
        const one = await subject.call('GET', `${path}/${operator_sid}?Redacted=${view}`)
        assert.equal(one.body.operator_type, operator_type)
      }
    }
  }
}

/** Lines 6 to 13. */
export const representationChecks: Check[] = [
  {
    number: 6,
    title: 'every resource has exactly its keys in every state, unknown dates as null',
    run: hasExactKeys,
    // Twilio's client turns a missing date into the current time.
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.media_start_time === null) delete body.media_start_time
      }),
  },
  {
    number: 7,
    title: 'dates are whole seconds in UTC',
    run: hasWholeSecondsInUtc,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.date_updated) body.date_updated = body.date_updated.replace('Z', '.000Z')
      }),
  },
  {
    number: 8,
    title: 'url and links lead back to the server and serve',
    run: hasAddressesThatServe,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.links) body.links.media = body.links.media.replace(/^[^/]*\/\/[^/]*/, 'http://localhost')
      }),
  },
  {
    number: 9,
    title: 'a transcript has exactly five links',
    run: hasFiveLinks,
    broken: (answer) =>
      bendJson(answer, (body) => {
        if (body.links) body.links.words = `${body.links.sentences}?WordTimestamps=true`
      }),
  },
  {
    number: 10,
    title: "sentences' times and confidence are decimal texts, words' times numbers inside their sentence",
    run: hasTimesAsText,
    broken: (answer) =>
      bendJson(answer, (body) => {
        // Words where they lie in the sentence rather than in the call.
        for (const { words, start_time } of body.sentences ?? []) {
          for (const word of words) word.start_time -= Number(start_time)
        }
      }),
  },
  {
    number: 11,
    title: 'channels are 1 and 2, the index runs without gaps over all pages, in order of time',
    run: hasIndexWithoutGaps,
    broken: (answer) =>
      bendJson(answer, (body) => {
        for (const [at, sentence] of (body.sentences ?? []).entries()) sentence.sentence_index = at
      }),
  },
  {
    number: 12,
    title: 'operator_type of results is one of seven hyphenated words',
    run: hasHyphenatedTypes,
    // What the documents of Twilio had until October 2025, and the type of the operator in place of the result's.
    broken: (answer) =>
      bendJson(answer, (body) => {
        for (const one of body.operator_results ?? []) one.operator_type = 'conversation_classify'
      }),
  },
  versionCheck,
]
