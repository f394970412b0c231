import assert from 'node:assert/strict'
import { it } from 'node:test'
import { personalDataTypes } from '../domain/sentence.ts'
import { anyToken, tokenFor } from './token.ts'

it('names each type by a label of its own, which is recognised again', () => {
  const tokens = personalDataTypes.map(tokenFor)
  assert.equal(new Set(tokens).size, personalDataTypes.length)
  assert.deepEqual(
    [...tokens.join(' ').matchAll(anyToken)].map(([token]) => token),
    tokens,
  )
  assert.equal(tokenFor('CREDIT_CARD'), '[CreditCard]')
})
