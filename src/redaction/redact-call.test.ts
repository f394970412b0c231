import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { VerbatimError } from '../domain/errors.ts'
import type { Sentence } from '../domain/sentence.ts'
import { sidFrom } from '../domain/sid.ts'
import { type CallToRedact, redactCall } from './redact-call.ts'
import { digitsLeft, pick, randomDigits, say, seeded } from './spoken-numbers.ts'

const WORD_MS = 200

/** A call of `[channel, text]`, one sentence each four seconds. */
function callOf(...said: [channel: number, text: string][]): Sentence[] {
  return said.map(([channel, text], index) => {
    const startMs = index * 4000
    const words = text.split(' ').map((word, i) => {
      return { text: word, startMs: startMs + i * WORD_MS, endMs: startMs + i * WORD_MS + WORD_MS - 10 }
    })
    const sid = sidFrom('sentence', index.toString(16).padStart(32, '0'))
    return {
      sid,
      index,
      channel,
      startMs,
      endMs: words.at(-1)!.endMs,
      text,
      confidence: 0.9,
      words,
      redacted: null,
    }
  })
}

function redactedTexts(sentences: Sentence[], options: Partial<CallToRedact> = {}): string[] {
  return redactCall({ sentences, known: [], strict: false, extended: true, ...options }).map(
    ({ text }) => text,
  )
}

describe('redactCall', () => {
  it('understands bare digits on one channel by the question on the other', () => {
    const texts = redactedTexts(
      callOf(
        [1, 'What is the three digit code on the back?'],
        [2, 'seven four one'],
        [1, 'And the zip code?'],
        [2, 'nine oh two one oh'],
        [1, 'And your order number?'],
        [2, 'four four one two nine eight'],
      ),
    )
    assert.deepEqual(
      texts.filter((_, i) => i % 2 === 1),
      ['[CVV]', '[ZipCode]', 'four four one two nine eight'],
    )
  })

  it('joins a number that is dictated in pieces, over back-channels and echoes', () => {
    const texts = redactedTexts(
      callOf(
        [1, 'Go ahead with the card number.'],
        [2, 'four one one one'],
        [1, 'mm-hm'],
        [2, 'one one one one'],
        [1, 'one one one one'],
        [2, 'two two two two'],
        [1, 'okay, go ahead'],
        [2, 'three four five six'],
        [1, 'So it ends in three four five six.'],
      ),
    )
    assert.deepEqual(texts, [
      'Go ahead with the card number.',
      '[CreditCard]',
      'mm-hm',
      '[CreditCard]',
      '[CreditCard]',
      '[CreditCard]',
      'okay, go ahead',
      '[CreditCard]',
      'So it ends in [CreditCard].',
    ])
  })

  it('redacts a name that was given once in all turns, earlier ones and the other channel included', () => {
    const texts = redactedTexts(
      callOf(
        [1, 'Thank you for holding, Quillon, one moment.'],
        [2, 'No problem.'],
        [1, 'Can I have your name again?'],
        [2, 'My name is Quillon Faircloth.'],
        [1, 'so that is quillon, f a i r, and your cloth order'],
        [2, 'Quillon Faircloth, yes.'],
      ),
    )
    assert.equal(
      texts.some((text) => /quillon|faircloth/i.test(text)),
      false,
      texts.join('\n'),
    )
    assert.match(texts[4]!, /your cloth order$/)
  })

  it('redacts known names and numbers wherever they are said', () => {
    const known = [{ channel: 2, fullName: 'Ottoline Bark', phone: '+1 (415) 555-0132' }]
    const texts = redactedTexts(
      callOf(
        [1, 'Is that ottoline?'],
        [2, 'It is Ottoline Bark. The dogs bark.'],
        [1, 'We have five five five oh one three two here.'],
      ),
      { known },
    )
    assert.deepEqual(texts, [
      'Is that [Name]?',
      'It is [Name]. The dogs bark.',
      'We have [PhoneNumber] here.',
    ])
  })

  it('redacts part of a number that is read back', () => {
    const texts = redactedTexts(
      callOf(
        [2, 'My social is two one nine oh nine nine nine eight seven.'],
        [1, 'I have nine nine eight seven, is that right?'],
      ),
    )
    assert.deepEqual(texts, ['My social is [SSN].', 'I have [SSN], is that right?'])
  })

  it('replaces covered words by one entry from the first start to the last end', () => {
    const [sentence] = redactCall({
      sentences: callOf([2, "It is John Smith's card."]),
      known: [],
      strict: false,
      extended: false,
    })
    assert.equal(sentence!.text, "It is [Name]'s card.")
    assert.deepEqual(sentence!.spans, [{ start: 6, end: 16, type: 'NAME' }])
    assert.deepEqual(sentence!.words, [
      { text: 'It', startMs: 0, endMs: 190 },
      { text: 'is', startMs: 200, endMs: 390 },
      { text: '[Name]', startMs: 400, endMs: 790 },
      { text: 'card.', startMs: 800, endMs: 990 },
    ])
  })

  it('finds the words in a text that is spaced and cased in another way', () => {
    const call = callOf([2, 'My name is   JOHN smith ,thanks'])
    const words = ['my', 'name', 'is', 'john', 'smith', ',', 'thanks'].map((text, i) => ({
      text,
      startMs: i,
      endMs: i + 1,
    }))
    const [sentence] = redactCall({
      sentences: [{ ...call[0]!, words }],
      known: [],
      strict: false,
      extended: false,
    })
    assert.equal(sentence!.text, 'My name is   [Name] ,thanks')
    assert.deepEqual(
      sentence!.words.map(({ text }) => text),
      ['my', 'name', 'is', '[Name]', ',', 'thanks'],
    )
  })

  it('fails rather than to guess when the words are not those of the text', () => {
    const [sentence] = callOf([2, 'My name is John Smith.'])
    const words = sentence!.words.slice(1)
    assert.throws(
      () => redactCall({ sentences: [{ ...sentence!, words }], known: [], strict: false, extended: false }),
      (error) => error instanceof VerbatimError && error.key === 'redactionFailed',
    )
  })

  it('redacts digits that nothing explains in strict mode only', () => {
    const call = callOf(
      [1, 'I need to verify your account.'],
      [2, 'it is four four one two'],
      [1, 'Your order number is 55123.'],
    )
    assert.equal(redactedTexts(call)[1], 'it is four four one two')
    assert.deepEqual(redactedTexts(call, { strict: true }).slice(1), [
      'it is [AccountNumber]',
      'Your order number is 55123.',
    ])
  })

  it('leaves no run of a card over several sentences', () => {
    const random = seeded(5)
    for (let round = 0; round < 100; round++) {
      const digits = randomDigits(random, 16, '4')
      const parts = [0, 4, 8, 12].map((at) =>
        say(digits.slice(at, at + 4), [4], pick(random, ['words', 'oh', 'spaced', 'figures', 'commas'])),
      )
      const call: [number, string][] = [
        [1, pick(random, ['your card number please', 'go ahead', 'which card should we use?'])],
      ]
      for (const part of parts)
        call.push(
          [2, part],
          ...(random() < 0.6
            ? [[1, pick(random, ['okay', 'mm-hm', 'uh huh', 'got it', part])] as [number, string]]
            : []),
        )
      const texts = redactedTexts(callOf(...call), { extended: round % 2 === 0 })
      assert.equal(
        digitsLeft(texts.join(' ')),
        0,
        `${call.map(([, text]) => text).join(' / ')} → ${texts.join(' / ')}`,
      )
    }
  })

  it('changes nothing when its own outcome is redacted again', () => {
    const call = callOf(
      [1, 'This is Dana, may I have your name and card number?'],
      [
        2,
        'Orla Finnegan Smith, four one one one two two two two three three three three four four four four',
      ],
      [1, 'and the expiry and code?'],
      [2, 'oh nine twenty eight and one two three'],
      [2, 'I live at 12 Oak Lane, Springfield, Illinois'],
    )
    const once = redactCall({ sentences: call, known: [], strict: true, extended: true })
    const again = call.map((sentence, i) => ({ ...sentence, text: once[i]!.text, words: once[i]!.words }))
    assert.deepEqual(
      redactedTexts(again, { strict: true }),
      once.map(({ text }) => text),
    )
  })
})
