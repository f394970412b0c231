// What browser tests are played on: a server with stored calls, and a browser that is signed in.
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { buildViewer } from '../../scripts/build-viewer.ts'
import { parseChannel } from '../../src/domain/channel.ts'
import type { OperatorResult } from '../../src/domain/operator-result.ts'
import type { PersonalDataSpan, PersonalDataType, Sentence, TimedWord } from '../../src/domain/sentence.ts'
import type { AccountSid } from '../../src/domain/sid.ts'
import type { Transcript } from '../../src/domain/transcript.ts'
import { tokenFor } from '../../src/redaction/token.ts'
import { aDelivery, aResult, aSentence, aService, aTranscript } from '../../src/testing/builders.ts'
import { sampleCallPath, sampleTurns } from '../../src/testing/sample-call.ts'
import { startTestServer, type TestServer } from '../../src/testing/test-server.ts'
import { startBrowser } from './chromium.ts'

const accountSid = `AC${'0123456789abcdef'.repeat(2)}` as AccountSid
const personal =
  /Karen Miller|Daniel Parker|Mister Parker|March the fourteenth|(?:(?:zero|one|two|three|four|five|six|seven|eight|nine)\b[,\s]*){4,}/gi

/** The sample call as its reference has it, cut into sentences, words evenly spread. */
export const sampleSentences: Sentence[] = sampleTurns
  .flatMap(({ channel, startMs, endMs, text }) => {
    const parts = text.match(/[^.?!]+[.?!]+\s*/g) ?? [text]
    const msPerLetter = (endMs - startMs) / text.length
    let at = startMs
    return parts.map((part) => {
      const from = at
      at += part.length * msPerLetter
      return { channel, startMs: Math.round(from), endMs: Math.round(at), text: part.trim() }
    })
  })
  .sort((a, b) => a.startMs - b.startMs)
  .map(({ text, ...one }, index) => {
    const redacted = text.replace(personal, (found) => tokenFor(typeOf(found)))
    return aSentence(index, {
      ...one,
      text,
      confidence: index === 3 ? 0.31 : 0.94,
      words: spread(text, one),
      redacted: { text: redacted, words: spread(redacted, one), spans: spansIn(text) },
    })
  })

function spansIn(text: string): PersonalDataSpan[] {
  return [...text.matchAll(personal)].map(({ 0: found, index: start }) => ({
    start,
    end: start + found.length,
    type: typeOf(found),
  }))
}

function typeOf(found: string): PersonalDataType {
  if (/^March/.test(found)) return 'DATE'
  if (/^[KDM]/.test(found)) return 'NAME'
  return found.split(' ').length > 11 ? 'CREDIT_CARD' : 'PHONE'
}

function spread(text: string, { startMs, endMs }: { startMs: number; endMs: number }): TimedWord[] {
  const words = text.split(' ')
  const each = (endMs - startMs) / words.length
  return words.map((word, at) => ({
    text: word,
    startMs: Math.round(startMs + at * each),
    endMs: Math.round(startMs + (at + 1) * each),
  }))
}

/** Stored calls by what they are for. */
export interface Calls {
  /** Completed, with redaction of text and audio. */
  redacted: Transcript
  /** Completed, without redaction. */
  plain: Transcript
  failed: Transcript
  /** Completed, with redaction of text alone; only where a stage asks for it. */
  textOnly?: Transcript
  /** Completed, with one channel whose three voices were told apart; only where a stage asks for it. */
  voices?: Transcript
}

/** The stage of one file of tests. */
export interface Stage {
  server: TestServer
  calls: Calls
  context: BrowserContext
  /** A page that is signed in; its errors fail the test that calls `check`. */
  open(path: string): Promise<Page>
  /** Everything that pages complained about so far. */
  complaints: string[]
}

/** How long a page may take for what it is to show. */
export const PATIENCE_MS = 60_000

/** Starts server and browser; both end with the tests.
 * @param overrides settings of the server
 * @param more calls that most stages do without */
export async function setStage(
  t: { after(work: () => Promise<void>): void },
  overrides: Record<string, string> = {},
  more: { textOnly?: boolean; voices?: boolean } = {},
): Promise<Stage> {
  await buildViewer()
  const calls = makeCalls(more)
  const [server, browser] = await Promise.all([
    startTestServer(t, overrides, (into) => store(calls, into)),
    startBrowser(),
  ])
  t.after(() => browser.close())
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: server.baseUrl,
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // A machine that does other things as well takes its time.
  context.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    // Told below, with the address.
    if (isComplaint && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  const open = async (path: string) => {
    const page = await context.newPage()
    await page.goto(path)
    return page
  }
  return { server, calls, context, open, complaints }
}

/** Signs the browser of a stage in. */
export async function signIn({ server, context }: Pick<Stage, 'server' | 'context'>): Promise<void> {
  const { accountSid: sid, authToken: secret } = server
  const answer = await context.request.post('/x/v1/Session', { data: { sid, secret } })
  if (answer.status() !== 201) throw new Error(`sign-in answered ${answer.status()}`)
}

const service = aService({
  accountSid,
  uniqueName: 'support',
  friendlyName: 'Support line',
  autoRedaction: true,
})
const channel = parseChannel(
  JSON.stringify({
    media_properties: { media_url: 'https://example.com/call.wav' },
    participants: [
      { channel_participant: 1, role: 'Agent', full_name: 'Karen Miller' },
      { channel_participant: 2, role: 'Customer', full_name: 'Daniel Parker' },
    ],
  }),
)

function makeCalls({ textOnly, voices }: { textOnly?: boolean; voices?: boolean }): Calls {
  const base = { accountSid, serviceSid: service.sid, channel, durationS: 59 }
  const bytes = readFileSync(sampleCallPath).length
  const done = (over: Partial<Transcript>) => {
    const bare = aTranscript({ ...base, status: 'completed', transcribed: true, ...over })
    const media = (view: string) => ({
      key: `media/${bare.sid}/${view}`,
      bytes,
      sha256: bare.sid + view,
      contentType: 'audio/wav',
    })
    return {
      ...bare,
      media: media('original'),
      redactedMedia: over.mediaRedaction ? media('redacted') : null,
    }
  }
  const failure = {
    code: 95110,
    key: 'mediaNotFound',
    message: 'The recording was not found at its address',
    stage: 'fetch',
  } as const
  return {
    redacted: done({ redaction: true, mediaRedaction: true, customerKey: 'case-4711' }),
    plain: done({}),
    ...(textOnly && { textOnly: done({ redaction: true }) }),
    ...(voices && {
      voices: done({
        customerKey: 'one-channel',
        diagnostics: { attempts: 1, stageMs: { diarise: 900 }, warnings: [], failure: null },
      }),
    }),
    failed: aTranscript({
      ...base,
      durationS: 0,
      status: 'failed',
      diagnostics: { attempts: 1, stageMs: { fetch: 120 }, warnings: [], failure },
    }),
  }
}

function makeResults(): OperatorResult[] {
  const [first, second] = [sampleSentences[0]!, sampleSentences[4]!]
  const evidence = [first, second].map(({ sid, index, channel, startMs, endMs, text }) => ({
    sentenceSid: sid,
    sentenceIndex: index,
    channel,
    startMs,
    endMs,
    text,
    label: 'greeting',
  }))
  const probabilities = { positive: 0.81, negative: 0.05, neutral: 0.1, mixed: 0.04 }
  return [
    aResult(0, {
      name: 'Sentiment Analysis',
      outcome: { kind: 'classification', label: 'positive', probabilities },
    }),
    aResult(1, {
      name: 'Agent Introduction',
      outcome: {
        kind: 'extraction',
        match: true,
        probability: 1,
        extracts: { greeting: [first.text] },
        evidence,
      },
    }),
    aResult(2, {
      name: 'Conversation Summary',
      outcome: {
        kind: 'text',
        text: 'The customer was charged twice, and gets one charge back.',
        refusal: null,
      },
    }),
  ].map((one) => ({ ...one, redacted: redactResult(one) }))
}

function redactResult({ outcome }: OperatorResult) {
  return JSON.parse(JSON.stringify(outcome).replace(personal, '[Name]'))
}

type Into = Parameters<NonNullable<Parameters<typeof startTestServer>[2]>>[0]

async function store(calls: Calls, { store: into, putMedia }: Into) {
  const now = new Date()
  const account = {
    sid: accountSid,
    friendlyName: 'Tests',
    tokenSealed: '',
    dateCreated: now,
    dateUpdated: now,
  }
  const nobody = { hash: '', previousHash: null, previousUntil: null }
  await into.accounts.insert({ ...account, token: nobody }).catch(() => undefined)
  await into.services.insert(service)
  const sound = readFileSync(sampleCallPath)
  const results = makeResults()
  for (const call of Object.values(calls) as Transcript[]) {
    await into.transcripts.insert(call)
    if (call.status !== 'completed') continue
    for (const media of [call.media, call.redactedMedia]) if (media) await putMedia(media.key, sound)
    const fresh = (at: number) => aSentence(at).sid
    const mono = (at: number) => (call === calls.voices ? { channel: 1, speaker: (at % 3) + 1 } : {})
    const rows = sampleSentences.map((one, at) => ({ ...one, sid: fresh(at), ...mono(at) }))
    await into.sentences.replace(
      call.sid,
      call.redaction ? rows : rows.map((one) => ({ ...one, redacted: null })),
    )
    await into.operatorResults.replace(
      call.sid,
      call.redaction ? results : results.map((one) => ({ ...one, redacted: null })),
    )
  }
  await into.deliveries.insert(
    aDelivery({ accountSid, transcriptSid: calls.redacted.sid, status: 500, code: 95200 }),
  )
}
