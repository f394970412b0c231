// Finds a text in a conversation, whatever its case and accents. Pure.
import type { Moment, Timeline } from './timeline.ts'

/** One place: the moments it covers, from offset to offset in their texts. */
export interface Match {
  from: { moment: number; offset: number }
  /** `offset` is exclusive. */
  to: { moment: number; offset: number }
  start: number
}

/** More are not listed. */
const MOST = 2000

/** All places of `wanted` within single sentences, in reading order. */
export function findText(timeline: Timeline, wanted: string): Match[] {
  const needle = fold(wanted.trim().replace(/\s+/g, ' '))
  if (needle === '') return []
  const found: Match[] = []
  const texts = foldedTexts(timeline)
  for (const [sentence, first] of timeline.firstOf.entries()) {
    const text = texts[sentence]!
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
      const moments = timeline.moments.slice(first, timeline.firstOf[sentence + 1])
      const from = locate(moments, at)
      const last = locate(moments, at + needle.length - 1)
      found.push({
        from: { moment: first + from.moment, offset: from.offset },
        to: { moment: first + last.moment, offset: last.offset + 1 },
        start: moments[from.moment]!.start,
      })
      if (found.length === MOST) return found
    }
  }
  return found
}

const known = new WeakMap<Timeline, string[]>()

/** The texts of all sentences as they are compared, kept for the next letter that is typed. */
function foldedTexts(timeline: Timeline): string[] {
  const texts =
    known.get(timeline) ??
    timeline.firstOf.map((first, sentence) =>
      timeline.moments
        .slice(first, timeline.firstOf[sentence + 1])
        .map(({ text }) => fold(text))
        .join(' '),
    )
  known.set(timeline, texts)
  return texts
}

/** Which moment the character at `place` of their joined text is in. */
function locate(moments: readonly Moment[], place: number): { moment: number; offset: number } {
  let left = place
  for (const [moment, { text }] of moments.entries()) {
    if (left <= text.length) return { moment, offset: left }
    left -= text.length + 1
  }
  return { moment: moments.length - 1, offset: 0 }
}

/** Of the same length as `text`, so that places stay right. */
function fold(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase()
  return Array.from(text, (letter) => {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    return plain.length === letter.length ? plain : letter
  }).join('')
}
