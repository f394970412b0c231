import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConversation } from '../test-conversation.ts'
import type { Side } from './grammar.ts'
import { createSideTeller } from './sides.ts'

function sidesOf(...texts: string[]): Side[] {
  const conversation = aConversation(...texts)
  return conversation.lines.map(createSideTeller(conversation))
}

const cases: [what: string, texts: string[], sides: Side[]][] = [
  ['usual roles', ['Agent: Hello.', 'Customer: Hi.'], ['agent', 'customer']],
  ['the customer on the first channel', ['Customer: Hi.', 'Agent: Hello.'], ['customer', 'agent']],
  ['other words for them', ['human_agent: Hello.', 'caller: Hi.'], ['agent', 'customer']],
  ['one unusual role', ['Agent: Hello.', 'Zorro: Hi.'], ['agent', 'customer']],
  ['two unusual roles', ['Batman: Hello.', 'Zorro: Hi.'], [null, null]],
  ['one line of the agent alone', ['Agent: Hello.'], ['agent']],
  [
    'both sides on the first channel',
    ['Agent: Hello.', 'Agent: Hi.', 'Agent: How can I help?'],
    [null, null, null],
  ],
]
for (const [what, texts, sides] of cases) {
  test(`sides of ${what}: ${sides.join(', ')}`, () => assert.deepEqual(sidesOf(...texts), sides))
}
