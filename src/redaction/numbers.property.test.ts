import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redactText } from './redact-text.ts'
import { digitsLeft, forms, pick, randomDigits, say, seeded } from './spoken-numbers.ts'

const kinds = [
  {
    kind: 'card',
    groups: [4, 4, 4, 4],
    first: '4',
    cues: ['my card number is', 'the card is', 'visa', 'it is', 'okay so'],
  },
  { kind: 'card', groups: [4, 4, 4, 4], first: '5', cues: ['credit card', 'yes', 'put it on'] },
  { kind: 'amex', groups: [4, 6, 5], first: '37', cues: ['my amex is', 'the number is', 'sure'] },
  {
    kind: 'ssn',
    groups: [3, 2, 4],
    first: '',
    cues: ['my social is', 'social security number', 'ssn', "it's"],
  },
  {
    kind: 'phone',
    groups: [3, 3, 4],
    first: '6',
    cues: ['my number is', 'call me at', 'reach me on', 'yeah', 'phone'],
  },
  { kind: 'phone', groups: [1, 3, 3, 4], first: '1', cues: ['call me back at', 'the best number is', 'um'] },
]
const wrongWords = [
  'or',
  'for',
  'to',
  'too',
  'ate',
  'won',
  'tree',
  'banana',
  'fort',
  'sick',
  'heaven',
  'fights',
  'uh',
]
const slips = ['or', 'for', 'to', 'too', 'ate', 'won', 'tree']
const ends = ['', '.', ' please', ', thanks', ' okay?']

describe('numbers in any spoken form', () => {
  for (const { kind, groups, first, cues } of kinds) {
    const length = groups.reduce((a, b) => a + b)
    it(`no ${kind} of ${length} digits is left`, () => {
      const random = seeded(length * 7 + first.length)
      for (let round = 0; round < 400; round++) {
        const form = pick(random, forms)
        const text = `${pick(random, cues)} ${say(randomDigits(random, length, first), groups, form)}${pick(random, ends)}`
        const { redacted } = redactText(text, { extended: round % 2 === 0 })
        assert.equal(digitsLeft(redacted), 0, `${form}: ${text} → ${redacted}`)
      }
    })

    it(`no ${kind} of ${length} digits is left when one word of it is wrong`, () => {
      const random = seeded(length * 11 + first.length)
      for (let round = 0; round < 400; round++) {
        const said = say(
          randomDigits(random, length, first),
          groups,
          pick(random, ['words', 'oh', 'wordGroups', 'spaced']),
        ).split(' ')
        const at = Math.floor(random() * said.length)
        said[at] = said[at]!.replace(/\w+/, pick(random, wrongWords))
        const text = `${pick(random, cues)} ${said.join(' ')}${pick(random, ends)}`
        const { redacted } = redactText(text, { extended: true })
        assert.ok(digitsLeft(redacted) <= 1, `${text} → ${redacted}`)
      }
    })

    it(`no ${kind} of ${length} digits is left when two words of it in a row are wrong`, () => {
      const random = seeded(length * 13 + first.length)
      for (let round = 0; round < 400; round++) {
        const said = say(
          randomDigits(random, length, first),
          groups,
          pick(random, ['words', 'oh', 'wordGroups', 'spaced']),
        ).split(' ')
        const at = Math.floor(random() * (said.length - 1))
        for (const place of [at, at + 1])
          said[place] = said[place]!.replace(
            /\w+/,
            pick(random, place > at && length > 12 ? wrongWords : slips),
          )
        const text = `${pick(random, cues)} ${said.join(' ')}${pick(random, ends)}`
        const { redacted } = redactText(text, { extended: true })
        assert.ok(digitsLeft(redacted) <= 2, `${text} → ${redacted}`)
      }
    })
  }
})
