import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentIntroduction } from '../agent-introduction/definition.ts'
import { callTransfer } from '../call-transfer/definition.ts'
import { doNotContactMe } from '../do-not-contact-me/definition.ts'
import { escalationRequest } from '../escalation-request/definition.ts'
import { passwordReset } from '../password-reset/definition.ts'
import { checkPattern } from '../phrase-matching/pattern.ts'
import { recordingDisclosure } from '../recording-disclosure/definition.ts'
import { fillSlots, type PhraseRule } from './grammar.ts'

test('slots become groups, also within slots', () => {
  const slots = { boss: '{whose}? manager|supervisor', whose: 'a|the' }
  assert.equal(fillSlots('see {boss} {whose}', slots), 'see ((a|the)? manager|supervisor) (a|the)')
})

test('a slot that does not exist is named', () => {
  assert.throws(() => fillSlots('see {boss}', {}), /no slot boss for see {boss}/)
})

/** All patterns of `rules`, whatever they are for. */
const patternsOf = (rules: readonly PhraseRule[]) =>
  rules.flatMap(({ patterns, unless = [], unlessInSentence = [], inReplyTo = [] }) => [
    ...patterns,
    ...unless,
    ...unlessInSentence,
    ...inReplyTo,
  ])

const grammars = {
  agentIntroduction,
  callTransfer,
  doNotContactMe,
  escalationRequest,
  passwordReset,
  recordingDisclosure,
}
for (const [name, { slots, rules }] of Object.entries(grammars)) {
  test(`all patterns of ${name} can be read`, () => {
    const patterns = patternsOf(rules)
    for (const pattern of patterns) assert.equal(checkPattern(fillSlots(pattern, slots)), null, pattern)
  })

  test(`all slots of ${name} are used`, () => {
    const patterns = patternsOf(rules)
    const texts = [...patterns, ...Object.values(slots)]
    const unused = Object.keys(slots).filter((slot) => !texts.some((text) => text.includes(`{${slot}}`)))
    assert.deepEqual(unused, [])
  })
}
