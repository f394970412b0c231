import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { personalDataTypes } from '../domain/sentence.ts'
import { redactText } from './redact-text.ts'
import { tokenFor, tokenPattern, typesOfTokens, useTokenTemplate } from './token.ts'

afterEach(() => useTokenTemplate('[{label}]'))

describe('tokens', () => {
  for (const template of ['[{label}]', '[Redacted: {label}]', '<<{label}>>', '*{label}*', '$&({label}).']) {
    it(`has a token of its own for each type, which is recognised again, as ${template}`, () => {
      useTokenTemplate(template)
      const tokens = personalDataTypes.map(tokenFor)
      assert.equal(new Set(tokens).size, personalDataTypes.length)
      assert.deepEqual(
        [...tokens.join(' ').matchAll(tokenPattern())].map(([token]) => token),
        tokens,
      )
      assert.deepEqual(typesOfTokens(tokens.join(' ')), [...personalDataTypes])
    })

    it(`leaves tokens alone that stand in a text, as ${template}`, () => {
      useTokenTemplate(template)
      const { redacted } = redactText('My name is John Smith, my card is 4111 1111 1111 1111.', {})
      assert.equal(redacted, `My name is ${tokenFor('NAME')}, my card is ${tokenFor('CREDIT_CARD')}.`)
      assert.equal(redactText(redacted, { strict: true, extended: true }).redacted, redacted)
    })
  }

  it('writes labels in brackets unless told otherwise', () => {
    assert.equal(tokenFor('CREDIT_CARD'), '[CreditCard]')
  })
})
