import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPattern, createPatternFinder } from './pattern.ts'
import { readSentence } from './sentence-words.ts'

/** The longest passage of `text` that `pattern` matches, or null. */
function passage(pattern: string, text: string): string | null {
  const [hit] = createPatternFinder([pattern])(readSentence(text))
  return hit ? text.slice(hit.start, hit.end) : null
}

const cases: [pattern: string, text: string, passage: string | null][] = [
  // Words
  ['cancel subscription', 'Cancelling subscriptions today', 'Cancelling subscriptions'],
  ['cancel subscription', 'cancel my subscription', null],
  ["don't call", 'Do not call me', 'Do not call'],
  ['"speaking" with', 'speaking with', 'speaking with'],
  ['"speaking" with', 'speak with', null],
  ['"on a recorded line"', 'You are on a recorded line.', 'on a recorded line'],
  ['super*', 'my supervisor', 'supervisor'],
  ['super*', 'soup', null],
  ['recorded line~', 'recorded lime', 'recorded lime'],
  ['recorded line~', 'recorded long', null],
  ['cat~', 'bat', null],
  ['press _ now', 'press five now', 'press five now'],
  ['press # ', 'press five', 'press five'],
  ['press #', 'press 5', 'press 5'],
  ['press #', 'press on', null],
  // Alternatives and options
  ['(talk to|speak with) manager', 'speaking with managers', 'speaking with managers'],
  ['(talk|speak) (to|with) (a|the)? manager', 'talk to the manager', 'talk to the manager'],
  ['talk to (a|the)? manager', 'talk to manager', 'talk to manager'],
  ['hang up | call back', 'I will call back', 'call back'],
  ['speak to someone (right now)?', 'speak to someone right now', 'speak to someone right now'],
  ['(a (b|c d) e)', 'a c d e', 'a c d e'],
  // Gaps
  ['want ...3 manager', 'I want to see a manager', 'want to see a manager'],
  ['want ...3 manager', 'I want you to get the manager', null],
  ['want ..2 manager', 'I want the big manager', 'want the big manager'],
  ['want ... manager', 'want one two three four five manager', 'want one two three four five manager'],
  ['want ... manager', 'want one two three four five six manager', null],
  ['want ... manager', 'I want that. Ask the manager.', null],
  ['want ... manager', 'I want, uh, the manager', 'want, uh, the manager'],
  // Places
  ['^ hello', 'Uh, hello', 'hello'],
  ['^ hello', 'oh hello', null],
  ['goodbye $', 'and goodbye.', 'goodbye'],
  ['goodbye $', 'goodbye now', null],
  ['transfer !(fee|money) _', 'transfer fee today', null],
  ['transfer !(fee|money) _', 'transfer me today', 'transfer me'],
  ['transfer !fee', 'transfer', 'transfer'],
  // Negation
  ['! (want|need) ...3 manager', 'I want a manager', 'want a manager'],
  ['! (want|need) ...3 manager', "I don't want a manager", null],
  ['(want|need) ...3 manager', "I don't want a manager", 'want a manager'],
  ['! (want|need) ...3 manager', 'I never really want a manager', null],
  ['! (want|need) ...3 manager', 'I want no manager', null],
  ['! (want|need) ...3 manager', 'No, I want a manager', 'want a manager'],
  ['! (want|need) ...3 manager', 'no I want a manager', 'want a manager'],
  ['! (want|need) ...3 manager', "That won't do. I want a manager", 'want a manager'],
  ['! (speak|talk) ...3 manager', "Can't I speak to a manager?", 'speak to a manager'],
  ['! (want|get) ...3 manager', 'I am not happy get me a manager', 'get me a manager'],
  ['! talk ...3 manager', 'I am not interested in talking to a manager', null],
  ['! talk ...3 manager', 'I am not interested', null],
  ['! need ..2 manager', 'There is no need for a manager', null],
  ['<!if transfer you', 'if I transferred you', null],
  ['<!(if|in case) transfer you', 'in case I transfer you', null],
  ['<!if transfer you', 'If so. I will transfer you', 'transfer you'],
  ['<!if transfer you', 'if all the others say that I transfer you', 'transfer you'],
  ['! <!if transfer you', 'I transfer you', 'transfer you'],
]
for (const [pattern, text, expected] of cases) {
  test(`${pattern} — ${text} — ${expected ?? 'no match'}`, () =>
    assert.equal(passage(pattern, text), expected))
}

for (const [pattern, message] of [
  ['', /alternative is empty/],
  ['   ', /alternative is empty/],
  ['a | ', /alternative is empty/],
  ['()', /alternative is empty/],
  ['(a', /not closed/],
  ['a)', /"\)" too many/],
  ['a?', /without any word/],
  ['^ $', /without any word/],
  ['!a', /without any word/],
  ['... a', /words on both sides/],
  ['a ...', /words on both sides/],
  ['a? ... b', /words on both sides/],
  ['a ...21 b', /1 to 20 words/],
  ['a ...0 b', /1 to 20 words/],
  ['a & b', /"&" has no meaning/],
  ['a "b', /""" has no meaning/],
  ['uh', /no word that could be found/],
  ['?', /can not stand there/],
  ['a ! b', /"!" can not stand there/],
  ['a <!b c', /"<!" can not stand there/],
  ['a !', /ends too early/],
  [`${'('.repeat(9)}a${')'.repeat(9)}`, /nested more than 8/],
] as const) {
  test(`"${pattern}" is no pattern`, () => assert.match(checkPattern(pattern)!, message))
}

test('a pattern that is one has nothing against it', () => {
  assert.equal(checkPattern('! <!(if|when) (want|need) to? ...3 ("a" manager|super* | boss~)? #'), null)
})

test('what a pattern can begin with does not hide its other alternatives', () => {
  const pattern = '(want|want to|# more|"a" manager|super*|_ boss) (now|please)?'
  for (const text of ['want to now', '3 more', 'a manager please', 'supervisor', 'no boss now']) {
    assert.equal(passage(pattern, text), text)
  }
  assert.equal(passage('want (it|!(this|that) _) now', 'want that now'), null)
  assert.equal(passage('want (it|!(this|that) _) now', 'want more now'), 'want more now')
  assert.equal(passage('(want|need) (now $|it)', 'want now'), 'want now')
})

test('hard patterns on long sentences cost little', () => {
  const pattern = `a ...20 ${'(a|a a|a a a)? ...20 '.repeat(7)}b`
  assert.ok(pattern.length <= 200)
  assert.equal(passage(pattern, 'a '.repeat(300)), null)
})
