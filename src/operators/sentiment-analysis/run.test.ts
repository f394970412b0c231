// A call that begins in complaints and ends in thanks is mixed; one that only ends politely is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConversation } from '../test-conversation.ts'
import { runSentimentAnalysis } from './run.ts'

function moodOf(...texts: string[]): string {
  const conversation = aConversation('Agent: How can I help you?', ...texts)
  const outcome = runSentimentAnalysis({ conversation, personalData: conversation.lines.map(() => []) })
  assert.ok(outcome.kind === 'classification')
  return outcome.label
}
const complaints = [
  'Customer: I am calling because I was charged twice this month.',
  'Agent: I see two payments.',
  'Customer: This is the third time. Please let me speak to a manager.',
  'Agent: Your money is on the way, and I will transfer you to my manager.',
]
const outrage = [
  'Customer: This is ridiculous, your service is terrible.',
  'Customer: I am furious, I have wasted hours on this.',
  'Customer: This is the third time, it is unacceptable.',
  'Agent: I will see to it.',
]

for (const [what, lines, label] of [
  [
    'a solved problem',
    [...complaints, 'Customer: Great, that solves my problem. Thank you very much.'],
    'mixed',
  ],
  ['relief', [...complaints, 'Customer: Oh good, that takes care of it.'], 'mixed'],
  ['thanks after much anger', [...outrage, 'Customer: Oh great. Thank you so much.'], 'mixed'],
  ['thanks in two lines', [...outrage, 'Customer: That is fixed now.', 'Customer: Thank you.'], 'mixed'],
  ['mere courtesy', [...outrage, 'Customer: Okay, thank you. Bye.'], 'negative'],
  [
    'thanks for nothing',
    [...outrage, 'Customer: Great, thank you so much for nothing, this is a joke.'],
    'negative',
  ],
  ['a hope', [...complaints, 'Customer: I hope that solves my problem.'], 'negative'],
] as const) {
  test(`complaints that end in ${what}: ${label}`, () => assert.equal(moodOf(...lines), label))
}

test('a problem that is solved is none', () => {
  assert.equal(moodOf('Customer: Yes, that solved my problem.'), 'positive')
})
