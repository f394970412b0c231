import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultTokenTemplate, tokenTemplate } from './token-template.ts'

test('templates with a label between signs are taken as they are', () => {
  for (const template of [defaultTokenTemplate, '[Redacted: {label}]', '<<{label}>>', '*{label}*'])
    assert.equal(tokenTemplate(template), template)
})

test('templates that make no tokens of their own are refused, with what is missing', () => {
  for (const template of ['', 'X', '[label]', '[{label}][{label}]', '[\n{label}]'])
    assert.throws(
      () => tokenTemplate(template),
      /must be a text with \{label\} once, as in \[\{label\}\]/,
      template,
    )
  for (const template of ['{label}', ' {label} ', 'a{label}b', '[{label}', '{label}]'])
    assert.throws(
      () => tokenTemplate(template),
      /must be a text with a sign on both sides of \{label\}/,
      template,
    )
})
