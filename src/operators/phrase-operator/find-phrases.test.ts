import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aConversation } from '../test-conversation.ts'
import { createPhraseFinder } from './find-phrases.ts'
import type { PhraseGrammar, PhraseRule } from './grammar.ts'

function grammar(...rules: PhraseRule[]): PhraseGrammar {
  return { slots: { boss: 'manager|supervisor' }, rules, probability: 0.9, missedProbability: 0.1 }
}

/** The texts that `rules` find in a conversation, sentence by sentence. */
function find(rules: PhraseRule | PhraseRule[], ...texts: string[]): string[][] {
  const conversation = aConversation(...texts)
  const input = { conversation, personalData: texts.map(() => []) }
  const findings = createPhraseFinder(grammar(...[rules].flat()))(input)
  return findings.map(({ evidence }) => evidence.map(({ sentenceIndex, text }) => `${sentenceIndex} ${text}`))
}

const wants: PhraseRule = { by: 'customer', patterns: ['! want ...3 {boss}'] }

test('a phrase counts when its side says it', () => {
  assert.deepEqual(find(wants, 'Agent: Hello.', 'Customer: I want a manager.'), [['1 want a manager']])
  assert.deepEqual(find(wants, 'Agent: I want a manager.', 'Customer: Hello.'), [])
  assert.deepEqual(find({ ...wants, by: 'anyone' }, 'Agent: I want a manager.'), [['0 want a manager']])
  assert.deepEqual(find(wants, 'Batman: I want a manager.'), [['0 want a manager']])
})

test('a sentence cut in two is read as one, and each part is evidence', () => {
  const found = [['0 want to', '1 see your manager']]
  assert.deepEqual(find(wants, 'Customer: I want to', 'Customer: see your manager'), found)
  assert.deepEqual(find(wants, 'Customer: I want to.', 'Customer: see your manager.'), found)
  assert.deepEqual(find(wants, 'Customer: I want to?', 'Customer: see your manager.'), [])
})

test('the other side may murmur in between, not speak', () => {
  const cut = (between: string) =>
    find(wants, 'Customer: I want to', `Agent: ${between}`, 'Customer: see your manager')
  assert.deepEqual(cut('Mm, okay.'), [['0 want to', '2 see your manager']])
  assert.deepEqual(cut('Please hold.'), [])
})

test('a long pause ends a sentence', () => {
  const conversation = aConversation('Customer: I want to', 'Customer: see your manager')
  const late = conversation.lines.map((line) =>
    line.index === 0 ? line : { ...line, startMs: 9000, endMs: 9900 },
  )
  const input = { conversation: { ...conversation, lines: late }, personalData: [[], []] }
  assert.deepEqual(createPhraseFinder(grammar(wants))(input), [])
})

test('what stands in one line is found once', () => {
  assert.deepEqual(find(wants, 'Customer: I want a manager', 'Customer: and I want it now'), [
    ['0 want a manager'],
  ])
})

test('a doubt counts in the same clause, one about the whole sentence between the same full stops', () => {
  const found = [['0 want your manager']]
  for (const [text, inClause, inSentence] of [
    ['I want your manager to thank you', [], []],
    ['Thanks for that, I want your manager', found, []],
    ['I want your manager but thank you', found, []],
    ['I want your manager. Thank you.', found, found],
  ] as const) {
    assert.deepEqual(find({ ...wants, unless: ['thank'] }, `Customer: ${text}`), inClause)
    assert.deepEqual(find({ ...wants, unlessInSentence: ['thank'] }, `Customer: ${text}`), inSentence)
  }
})

test('an offer does not count where the other side declines it', () => {
  const offer: PhraseRule = { by: 'agent', patterns: ['shall i transfer you'], isOffer: true }
  const asked = (answer: string) => find(offer, 'Agent: Shall I transfer you?', `Customer: ${answer}`).length
  assert.deepEqual(['Yes.', 'No, thanks.', 'Oh, no.', 'Now please.'].map(asked), [1, 0, 0, 1])
  assert.equal(find(offer, 'Agent: Shall I transfer you?').length, 1)
})

test('a reply counts only right after what it replies to', () => {
  const name: PhraseRule = { by: 'agent', patterns: ['^ kevin'], inReplyTo: ['your name'] }
  const answer = 'Agent: Kevin.'
  assert.deepEqual(find(name, 'Customer: What is your name?', answer), [['1 Kevin']])
  assert.deepEqual(find(name, 'Agent: Your name?', answer), [])
  assert.deepEqual(find(name, 'Customer: Your name?', 'Customer: Hello?', answer), [])
  assert.deepEqual(find(name, answer), [])
})

test('a rule may hold for the first lines of a side only', () => {
  const rule: PhraseRule = { by: 'agent', patterns: ['hello'], firstLines: 2 }
  const texts = ['Customer: Hi.', 'Agent: One.', 'Agent: Hello.', 'Agent: Hello.']
  assert.deepEqual(find(rule, ...texts), [['2 Hello']])
})

test('of overlapping matches the most probable stays', () => {
  const finder = createPhraseFinder(
    grammar(wants, { by: 'anyone', patterns: ['manager'], probability: 0.95 }),
  )
  const conversation = aConversation('Customer: I want a manager')
  const [one, ...others] = finder({ conversation, personalData: [[]] })
  assert.equal(one?.probability, 0.95)
  assert.equal(others.length, 0)
})

test('words may be read in a way of their own', () => {
  const finder = createPhraseFinder(grammar({ by: 'anyone', patterns: ['"stranger"'] }), ({ sentence }) =>
    sentence.full.map((word) => ({ ...word, text: 'stranger', stem: 'stranger' })),
  )
  const found = finder({ conversation: aConversation('Agent: Zed'), personalData: [[]] })
  assert.equal(found[0]?.evidence[0]?.text, 'Zed')
})
