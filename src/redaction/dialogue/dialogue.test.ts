import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { conversationOf } from '../labelled-calls.ts'
import { redactConversation } from '../redact-conversation.ts'
import { redactText } from '../redact-text.ts'

function redact(...said: string[]): string[] {
  const call = said.map((text, at) => ({ channel: 1 + (at % 2), text, spans: [] }))
  return redactConversation(conversationOf(call), { strict: false, extended: true }).map(({ text }) => text)
}

// Strict mode redacts these, so they are in no file of cases that are read in both.
const harmless = [
  ['what did the team do', 'won one to oh, then won two to one, for free'],
  ['I have five five five oh one two two as your order number.'],
  ['4402199 is the serial number of my phone.'],
  ['I have 4402199 as the ticket for your cell.'],
  ['Is it a seven or a one?', 'a seven or a one, then two, then two'],
  ['1250000 is the number of downloads.'],
  ['three three four four one two two is the case for my phone'],
]

describe('a dialogue', () => {
  it('leaves numbers that are called something else', () => {
    for (const said of harmless) assert.deepEqual(redact(...said), said)
  })

  it('ends a question with the next one', () => {
    const said = [
      'What is your date of birth?',
      'I rather not say.',
      'How many tickets do you need?',
      'nineteen',
    ]
    assert.deepEqual(redact(...said), said)
  })

  it('is heard in one earlier turn of a text, too', () => {
    const options = { previous: 'When were you born?', extended: true }
    assert.equal(redactText('May sixty one', options).redacted, '[DOB]')
    assert.equal(redactText('May sixty one', { extended: true }).redacted, 'May sixty one')
  })
})
