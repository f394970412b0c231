// Rules that hold for any phrase and any sentence, tried on random ones of few words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../testing/seeded-random.ts'
import { createFuzzyFinder } from './fuzzy.ts'
import { type Hit, withoutOverlaps } from './hit.ts'
import { createExactFinder, createStemFinder } from './literal.ts'
import { createPatternFinder } from './pattern.ts'
import { readSentence } from './sentence-words.ts'

const random = seededRandom(7)
const vocabulary = [
  'cancel',
  'Cancelled',
  'my',
  "don't",
  'do',
  'not',
  'uh',
  'account',
  'accounts',
  'spoke',
  'speak',
]
const marks = [' ', ' ', ' ', ', ', '. ', ' [noise] ']

const someWords = (most: number) =>
  Array.from({ length: random.integer(1, most) }, () => random.pick(vocabulary))
const someSentence = () => someWords(12).reduce((text, word) => `${text}${random.pick(marks)}${word}`)
const places = (hits: readonly Hit[]) => hits.map(({ start, end }) => `${start}-${end}`).toSorted()

test('a pattern of plain words finds what the stem phrase finds', () => {
  let found = 0
  for (let round = 0; round < 2000; round++) {
    const phrase = someWords(3)
      .filter((word) => word !== 'uh')
      .join(' ')
    if (phrase === '') continue
    const sentence = readSentence(someSentence())
    const hits = createStemFinder([phrase])(sentence)
    assert.deepEqual(
      places(createPatternFinder([phrase])(sentence)),
      places(hits),
      `${phrase} in ${sentence.text}`,
    )
    found += hits.length
  }
  assert.ok(found > 200)
})

test('what is said exactly is found by all ways of matching', () => {
  for (let round = 0; round < 1000; round++) {
    const words = someWords(3)
    const phrase = words.join(' ')
    if (words.every((word) => word === 'uh')) continue
    const sentence = readSentence(`${someSentence()} ${phrase} ${someSentence()}`)
    for (const create of [createExactFinder, createStemFinder, createFuzzyFinder]) {
      assert.ok(create([phrase])(sentence).length > 0, `${create.name}: ${phrase} in ${sentence.text}`)
    }
  }
})

test('hits are passages of the sentence that begin and end with words', () => {
  for (let round = 0; round < 500; round++) {
    const text = someSentence()
    const finders = [
      createFuzzyFinder(['cancel my account']),
      createPatternFinder(['cancel ... account', 'do _']),
    ]
    for (const { start, end, probability } of finders.flatMap((find) => find(readSentence(text)))) {
      assert.match(text.slice(start, end), /^[\w'].*[\w]$/)
      assert.ok(probability > 0 && probability < 1)
    }
  }
})

test('kept hits do not overlap, and every dropped one overlaps one that is at least as probable', () => {
  for (let round = 0; round < 1000; round++) {
    const hits = Array.from({ length: random.integer(0, 8) }, (): Hit => {
      const start = random.integer(0, 20)
      return { start, end: start + random.integer(1, 6), probability: random.pick([0.6, 0.7, 0.8]) }
    })
    const kept = withoutOverlaps(hits)
    const overlap = (a: Hit, b: Hit) => a.start < b.end && b.start < a.end
    for (const [index, hit] of kept.entries()) {
      assert.ok(kept.slice(index + 1).every((other) => other.start >= hit.end))
    }
    for (const hit of hits) {
      assert.ok(kept.some((one) => one === hit || (overlap(one, hit) && one.probability >= hit.probability)))
    }
  }
})
