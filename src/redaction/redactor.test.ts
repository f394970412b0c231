import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createRedactor } from './redactor.ts'
import { tokenFor, useTokenTemplate } from './token.ts'

after(() => useTokenTemplate('[{label}]'))

test('thread and caller write tokens as the redactor was told', async () => {
  const redactor = createRedactor({ extended: false, token: '<{label}>' })
  try {
    assert.equal(await redactor.redactText('my name is john smith'), 'my name is <Name>')
    assert.equal(await redactor.redactText('my name is <Name>'), 'my name is <Name>')
    assert.equal(tokenFor('NAME'), '<Name>')
  } finally {
    await redactor.close()
  }
})
