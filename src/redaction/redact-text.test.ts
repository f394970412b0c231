import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redactText } from './redact-text.ts'

const redacted = (text: string, options = {}) => redactText(text, options).redacted

describe('redactText', () => {
  it('returns the places in the original, in order', () => {
    const text = 'I am Priya Raman, call 415 555 0132.'
    const { spans } = redactText(text, {})
    assert.deepEqual(
      spans.map(({ start, end, type }) => [type, text.slice(start, end)]),
      [
        ['NAME', 'Priya Raman'],
        ['PHONE', '415 555 0132'],
      ],
    )
  })

  it('takes the question before into account', () => {
    assert.equal(redacted('four four one two', { previous: 'And the zip code?' }), '[ZipCode]')
    assert.equal(redacted('four four one two', { previous: 'And the order number?' }), 'four four one two')
    assert.equal(redacted('four four one two'), 'four four one two')
  })

  it('finds the extended types only when asked to', () => {
    const text = 'My passport number is 330912887 and my pin is 7716.'
    assert.equal(
      redacted(text, { extended: true }),
      'My passport number is [Passport] and my pin is [Password].',
    )
    assert.equal(redacted(text), text)
  })

  it('in strict mode redacts what nothing speaks for as harmless', () => {
    const text = 'It is 7 7 1 6 4 4 9 on the letter'
    assert.equal(redacted(text), text)
    assert.equal(redacted(text, { strict: true }), 'It is [AccountNumber] on the letter')
    const order = 'My order number is 7 7 1 6 4 4 9'
    assert.equal(redacted(order, { strict: true }), order)
  })

  it('in strict mode takes a turn that is a number read out and nothing else for the answer to a question', () => {
    const strict = true
    const answers: [text: string, redacted: string][] = [
      ['Seven, eight, four.', '[AccountNumber].'],
      ["Yes, it's two one, uh, one three four.", "Yes, it's [AccountNumber]."],
      ['5 2 4 5 9', '[AccountNumber]'],
      ['489.', '[AccountNumber].'],
      ['Five, two, or five, nine.', '[AccountNumber], or [AccountNumber].'],
    ]
    for (const [text, expected] of answers) {
      assert.equal(redacted(text, { previous: 'We will go there by train.', strict }), expected)
      assert.equal(redacted(text, { previous: 'We will go there by train.' }), text)
      assert.equal(redacted(text, { previous: 'And the order number?', strict }), text)
    }
    for (const text of [
      'Two hundred and fifty.',
      '250',
      'At ten to four.',
      'Two, one.',
      'One moment, 1 2 3.',
    ])
      assert.equal(redacted(text, { previous: 'How many do you want?', strict }), text)
  })

  it('in strict mode leaves amounts that are grouped by thousands, but no numbers that are asked for', () => {
    const strict = true
    for (const text of ['1,250,000 downloads', 'We had 12,500,000 visitors.'])
      assert.equal(redacted(text, { strict }), text)
    assert.equal(redacted('1,250,000', { strict, previous: 'Your account number?' }), '[AccountNumber]')
  })

  it('takes what was asked for after a card for its code', () => {
    const previous = 'And the code?'
    assert.equal(redacted('one nine nine', { previous: `my card is [CreditCard]\n${previous}` }), '[CVV]')
    assert.equal(redacted('one nine nine', { previous }), 'one nine nine')
    const promotion = 'my card is [CreditCard]\nAnd the promo code?'
    assert.equal(redacted('one nine nine', { previous: promotion }), 'one nine nine')
  })

  it('does not take words behind a number for digits of it', () => {
    assert.equal(redacted('call five five five one two one two after six'), 'call [PhoneNumber] after six')
  })

  it('leaves possessives and outer punctuation', () => {
    assert.equal(
      redacted("That is Priya's phone: (415) 555-0132."),
      "That is [Name]'s phone: ([PhoneNumber].",
    )
  })

  it('leaves tokens that stand in the text', () => {
    const text = 'My name is [Name] and my card is [CreditCard], [CardX] too.'
    assert.equal(redacted(text, { extended: true, strict: true }), text)
  })

  it('does not need a right check digit to find a card', () => {
    assert.equal(redacted('my card is 4111 1111 1111 1112'), 'my card is [CreditCard]')
  })

  it('survives texts of any kind', () => {
    for (const text of [
      '',
      ' ',
      '\n',
      '@',
      '....',
      '[Name]',
      '[[',
      '😀 4111',
      'o',
      'oh',
      'at',
      'dot com',
      '\ufffc',
      "'s",
      'Ａ１２３',
    ]) {
      assert.equal(typeof redacted(text, { extended: true, strict: true }), 'string')
    }
  })
})
