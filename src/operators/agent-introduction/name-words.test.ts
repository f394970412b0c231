import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonalDataSpan } from '../../domain/sentence.ts'
import { passagesOf } from '../phrase-operator/passages.ts'
import { aConversation } from '../test-conversation.ts'
import { readNameWords } from './name-words.ts'

function wordsOf(text: string, spans: PersonalDataSpan[] = []): string {
  const conversation = aConversation(`Agent: ${text}`)
  const words = readNameWords(passagesOf(conversation)[0]!, { conversation, personalData: [spans] })
  return words.map((word) => word.text).join(' ')
}

for (const [what, text, words] of [
  ['common first names', 'this is jennifer', 'this is knownname'],
  [
    'capital letters within a sentence',
    'Hello, this is Okonkwo from sales',
    'hello this is maybename from sales',
  ],
  ['the beginning of a sentence', 'Fine so far. Okonkwo here', 'fine so far okonkwo here'],
  ['days of the week', 'see you on Monday then', 'see you on monday then'],
  ['a contraction', "well I'm here", 'well i am here'],
  [
    'whose name it is, or what it is',
    "at Jennifer's desk, Okonkwo’s the name",
    'at ownername desk ownername the name',
  ],
  ['text all in capitals', 'THIS IS OKONKWO', 'this is okonkwo'],
] as const) {
  test(`${what}: ${text}`, () => assert.equal(wordsOf(text), words))
}

test('what redaction takes for a name is one', () => {
  assert.equal(wordsOf('this is okonkwo', [{ start: 8, end: 15, type: 'NAME' }]), 'this is knownname')
  assert.equal(wordsOf('this is okonkwo', [{ start: 8, end: 15, type: 'CITY' }]), 'this is okonkwo')
})

test('redaction of the second line holds for two lines read as one', () => {
  const conversation = aConversation('Agent: hello this is', 'Agent: okonkwo here')
  const passage = passagesOf(conversation).find(({ parts }) => parts.length === 2)!
  const personalData: PersonalDataSpan[][] = [[], [{ start: 0, end: 7, type: 'NAME' }]]
  const words = readNameWords(passage, { conversation, personalData })
  assert.deepEqual(
    words.map(({ text }) => text),
    ['hello', 'this', 'is', 'knownname', 'here'],
  )
})
