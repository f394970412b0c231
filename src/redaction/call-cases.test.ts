import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { conversationOf, type LabelledTurn, readCalls, scoreCalls } from './labelled-calls.ts'
import { redactConversation } from './redact-conversation.ts'
import { digitsLeft, pick, randomDigits, say, seeded } from './spoken-numbers.ts'

const cases = readCalls(new URL('call-cases.txt', import.meta.url))
const harmless = readCalls(new URL('harmless-calls.txt', import.meta.url))

/** As a recogniser writes that knows neither capitals nor punctuation. */
function lower(call: readonly LabelledTurn[]): LabelledTurn[] {
  return call.map((turn) => ({ ...turn, text: turn.text.toLowerCase() }))
}

describe('labelled calls', () => {
  it('are enough', () => {
    assert.ok(cases.length >= 120 && harmless.length >= 140)
    assert.ok(harmless.flat().every(({ spans }) => spans.length === 0))
  })

  for (const strict of [false, true]) {
    it(`keep the floors${strict ? ' in strict mode' : ''}`, () => {
      const score = scoreCalls(cases, { strict, extended: true })
      const found = JSON.stringify(score, null, 1)
      assert.ok(score.any >= 98 && score.typed >= 97, found)
      assert.ok(score.precision >= 98 && score.negativesHit === 0, found)
    })

    it(`stay as they are where nothing is personal${strict ? ', in strict mode' : ''}`, () => {
      for (const calls of [harmless, harmless.map(lower)]) {
        const { negativesHit, misses } = scoreCalls(calls, { strict, extended: true })
        assert.equal(negativesHit, 0, misses.join('\n'))
      }
    })
  }

  it('lose at most six points of a hundred in lower case', () => {
    const options = { strict: false, extended: true }
    const score = scoreCalls(cases.map(lower), options)
    assert.ok(scoreCalls(cases, options).any - score.any <= 6, JSON.stringify(score, null, 1))
  })
})

describe('asides', () => {
  const questions = {
    ssn: ['and your social security number', 'What is your social?', 'Can I have the SSN please?'],
    card: ['Which card number should I use?', 'the card number please'],
    phone: ['what phone number can we reach you at', 'Your phone number, please.'],
  }
  const groups = { ssn: [3, 2, 4], card: [4, 4, 4, 4], phone: [3, 3, 4] }
  const stalling = [
    'hang on',
    'One second.',
    'let me look',
    'uh hold on a minute',
    'Sure, just a moment.',
    'let me get it',
  ]
  const calming = [
    'take your time',
    'No problem.',
    'mhm',
    'no rush at all',
    'Just to be clear, I will not store this.',
    'ok',
  ]
  const between = [
    'mhm',
    'got it, and the next ones?',
    'okay go on',
    'this is not recorded',
    'and the rest?',
    'Thank you.',
  ]

  for (const kind of ['ssn', 'card', 'phone'] as const) {
    it(`neither end nor hide a ${kind} number that is given in pieces`, () => {
      const random = seeded(kind.length)
      for (let round = 0; round < 100; round++) {
        const length = groups[kind].reduce((a, b) => a + b)
        const digits = randomDigits(random, length, '5')
        const said: [number, string][] = [
          [1, pick(random, questions[kind])],
          [2, pick(random, stalling)],
          [1, pick(random, calming)],
        ]
        const pieces = 2 * groups[kind].length - 1
        let at = 0
        for (const size of groups[kind]) {
          const piece = digits.slice(at, at + size)
          at += size
          if (at > size) said.push([1, pick(random, between)])
          said.push([2, say(piece, [size], pick(random, ['words', 'oh', 'figures', 'pairs'] as const))])
        }
        const texts = redact(said)
        assert.equal(
          digitsLeft(texts.slice(said.length - pieces).join(' ')),
          0,
          `${said.map(([, text]) => text).join(' / ')} → ${texts.join(' / ')}`,
        )
      }
    })
  }
})

function redact(said: readonly [channel: number, text: string][]): string[] {
  const call = said.map(([channel, text]) => ({ channel, text, spans: [] }))
  return redactConversation(conversationOf(call), { strict: false, extended: true }).map(({ text }) => text)
}
