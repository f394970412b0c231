// The sample call as the demonstration shows it: real recogniser, then the pre-built operators as they come.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createMoonshine } from '../../src/adapters/asr-moonshine/moonshine.ts'
import { createSileroVad } from '../../src/adapters/vad-silero/silero.ts'
import type { Conversation } from '../../src/domain/conversation.ts'
import type { OperatorOutcome } from '../../src/domain/operator-result.ts'
import { recogniseSpeech } from '../../src/pipeline/recognise.ts'
import { segmentSpeech } from '../../src/pipeline/segment.ts'
import { composeSentences } from '../../src/pipeline/sentences.ts'
import { countingClock } from '../../src/testing/counting-clock.ts'
import { decodeSampleCall } from '../../src/testing/sample-call.ts'
import { judgeHere } from '../operators/built-in-judge.ts'

const { signal } = new AbortController()

/** The sample call as `size` hears it. */
async function hear(size: 'tiny' | 'base', folder: string): Promise<Conversation> {
  const vad = createSileroVad(1)
  const modelsDir = join(folder, 'models')
  const asr = createMoonshine({ size, threads: 1, modelsDir, batchRows: 8, batchSeconds: 80 })
  try {
    const audio = await decodeSampleCall(folder)
    const speech = await segmentSpeech(audio, { vad, signal })
    const { segments } = await recogniseSpeech({ audio, speech }, { asr, signal })
    const { sentences } = composeSentences(segments, { clock: countingClock() })
    return {
      languageCode: 'en-US',
      durationMs: audio.durationMs,
      speakers: [
        { channel: 1, role: 'Agent', fullName: null },
        { channel: 2, role: 'Customer', fullName: null },
      ],
      lines: sentences.map((sentence) => ({ ...sentence, redactedText: null })),
    }
  } finally {
    await Promise.all([vad.close(), asr.close()])
  }
}

for (const size of ['tiny', 'base'] as const) {
  describe(`the sample call by moonshine ${size}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sample-call-operators-'))
    let call: Conversation
    before(async () => {
      call = await hear(size, folder)
    })
    after(() => rmSync(folder, { recursive: true }))

    const heard = () => call.lines.map(({ channel, text }) => `${channel}: ${text}`).join('\n')
    const evidenceOf = (outcome: OperatorOutcome) =>
      'evidence' in outcome ? (outcome.evidence ?? []).map(({ text }) => text).join(' / ') : ''

    for (const [type, label, words] of [
      ['CallTransfer', 'Transfer', /transfer you/i],
      ['SentimentAnalysis', 'mixed', /great[\s\S]*third time/i],
      ['PasswordReset', 'NoPasswordReset', /^$/],
      ['VoicemailDetection', 'not_voicemail', /^/],
      ['OutboundCallDisposition', 'Ordinary', /^/],
      ['NonEnglishCall', 'EnglishConversation', /^/],
    ] as const) {
      test(`${type} is ${label}`, async () => {
        const outcome = await judgeHere(type, call)
        assert.ok(outcome.kind === 'classification')
        assert.equal(outcome.label, label, heard())
        assert.match(evidenceOf(outcome), words)
      })
    }

    for (const [type, words] of [
      ['EscalationRequest', /manager/i],
      ['RecordingDisclosure', /recorded/i],
      ['AgentIntroduction', /karen/i],
      ['DoNotContactMe', null],
    ] as const) {
      test(`${type} is ${words ? 'found' : 'not found'}`, async () => {
        const outcome = await judgeHere(type, call)
        assert.ok(outcome.kind === 'extraction')
        assert.equal(outcome.match, words !== null, heard())
        if (words) assert.match(evidenceOf(outcome), words)
      })
    }

    test('the summary holds why the customer called and what was agreed', async () => {
      const outcome = await judgeHere('Summarization', call)
      assert.ok(outcome.kind === 'text')
      assert.match(outcome.text, /charged twice/i)
      assert.match(outcome.text, /manager|on the way/i)
    })
  })
}
