// What counts as turning down an offer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from './refusal.ts'

const refusals = [
  'No, thanks.',
  'Oh, no.',
  'nope i am good',
  'Not right now.',
  "I'd rather not.",
  'Well, I’d rather you didn’t.',
  'i would prefer not to',
  "Thanks, but that won't be necessary.",
  "That's not needed, thank you.",
  "I don't want to talk to anyone else.",
  "Please don't transfer me again.",
  'Never mind, I found it.',
  "Actually, I'll pass.",
  'maybe later',
]
const others = [
  'Yes.',
  'Now please.',
  'No problem.',
  'no worries do it',
  'Not at all.',
  'No, go ahead.',
  "No, I don't mind.",
  'Nothing else, so yes.',
  'Notify them, please.',
  "I'd rather do it now.",
  'I want that.',
  "That's necessary, I think.",
  'Sure, I do not know how to do it myself.',
]

for (const text of refusals) test(`“${text}” turns it down`, () => assert.equal(isRefusal(text), true))
for (const text of others) test(`“${text}” does not`, () => assert.equal(isRefusal(text), false))
