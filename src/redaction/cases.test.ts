import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type CaseScore, type LabelledText, scoreCases } from './case-score.ts'
import { redactText } from './redact-text.ts'

const own = new URL('cases.jsonl', import.meta.url)
// A labelled set that is kept beside the checkout, not in it.
const shared = new URL('../../../shared/pii/eval.jsonl', import.meta.url)

function read(file: URL): LabelledText[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LabelledText)
}

function spansOf({ text, previous }: LabelledText) {
  return redactText(text, { extended: true, ...(previous === undefined ? {} : { previous }) }).spans
}

/** As a recogniser writes that knows neither capitals nor punctuation. */
function bare(labelled: LabelledText): LabelledText {
  const { text, spans, ignore } = labelled
  const kept = [...text.matchAll(/[^,;!?.]|[.](?=\S)/g)]
  const move = (at: number) => kept.findLastIndex(({ index }) => index < at) + 1
  const moveAll = <T extends { start: number; end: number }>(places: T[]) =>
    places.map((place) => ({ ...place, start: move(place.start), end: move(place.end) }))
  return {
    ...labelled,
    text: kept
      .map(([letter]) => letter)
      .join('')
      .toLowerCase(),
    spans: moveAll(spans),
    ...(ignore ? { ignore: moveAll(ignore) } : {}),
  }
}

function atLeast(score: CaseScore, floors: Omit<CaseScore, 'misses'>): void {
  const found = `${JSON.stringify({ ...score, misses: undefined })}\n${score.misses.join('\n')}`
  assert.ok(score.any >= floors.any, found)
  assert.ok(score.typed >= floors.typed, found)
  assert.ok(score.precision >= floors.precision, found)
  assert.ok(score.negativesHit <= floors.negativesHit, found)
}

describe('labelled texts', () => {
  const cases = read(own)

  it('keeps the floors on our own set', () => {
    assert.ok(cases.length >= 120)
    atLeast(scoreCases(cases, spansOf), { any: 98, typed: 97, precision: 99, negativesHit: 1 })
  })

  it('loses at most three points without capitals and punctuation', () => {
    const full = scoreCases(cases, spansOf)
    const lower = scoreCases(cases.map(bare), spansOf)
    const found = `${full.any} → ${lower.any}, ${full.typed} → ${lower.typed}\n${lower.misses.join('\n')}`
    assert.ok(full.any - lower.any <= 3, found)
    assert.ok(full.precision - lower.precision <= 3, found)
  })

  it(
    'keeps the floors on the shared set',
    { skip: existsSync(shared) ? false : 'the shared set is not here' },
    () => {
      atLeast(scoreCases(read(shared), spansOf), { any: 94, typed: 92, precision: 98, negativesHit: 1 })
    },
  )
})

describe('every labelled text', () => {
  const texts = [...read(own), ...(existsSync(shared) ? read(shared) : [])]

  it('gets spans that are valid and do not overlap', () => {
    for (const labelled of texts) {
      let end = 0
      for (const span of spansOf(labelled)) {
        assert.ok(
          span.start >= end && span.start < span.end && span.end <= labelled.text.length,
          labelled.text,
        )
        end = span.end
      }
    }
  })

  it('stays as it is when it is redacted twice', () => {
    for (const strict of [false, true]) {
      for (const { text, previous = '' } of texts.flatMap((labelled) => [labelled, bare(labelled)])) {
        const { redacted } = redactText(text, { previous, strict, extended: true })
        assert.equal(redactText(redacted, { previous, strict, extended: true }).redacted, redacted)
      }
    }
  })
})
