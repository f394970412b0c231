// Sentences as captions: texts on at most two lines, each with a time of its own.
import { atomsOf } from './atoms.ts'
import { type CaptionSentence, type Voice, voiceOf } from './caption-source.ts'
import { splitAtoms } from './split.ts'
import { wrap } from './wrap.ts'

/** One caption. Times in whole milliseconds, `endMs` after `startMs`. */
export interface Cue extends Voice {
  startMs: number
  endMs: number
  lines: readonly string[]
  /** True for the first caption of a sentence. */
  opens: boolean
}

/** How long a caption stays at least, if the next one of its channel leaves room. */
export const SHORTEST_MS = 1000
/** How long it stays whatever comes next. */
const LEAST_MS = 100

/** All captions, by the time they begin, then by channel. Those of one channel do not overlap; those of two may, as the
 * speakers did.
 * @param taken characters of a sentence's first line that something else needs, by who says it */
export function composeCues(
  sentences: readonly CaptionSentence[],
  taken: (voice: Voice) => number = () => 0,
): Cue[] {
  const channels = Map.groupBy(sentences, ({ channel }) => channel)
  const cues = [...channels.values()].flatMap((spoken) =>
    keepApart(spoken.flatMap((sentence) => cuesOf(sentence, taken(sentence)))),
  )
  return cues.sort((a, b) => a.startMs - b.startMs || a.channel - b.channel)
}

function cuesOf(sentence: CaptionSentence, taken: number): Cue[] {
  return splitAtoms(atomsOf(sentence), taken).map((part, at) => {
    const texts = part.map(({ text }) => text)
    return {
      ...voiceOf(sentence),
      startMs: part[0]!.startMs,
      endMs: part.at(-1)!.endMs,
      lines: wrap(texts, at === 0 ? taken : 0) ?? texts,
      opens: at === 0,
    }
  })
}

/** The captions of one channel, none before the one before it has ended, none gone before it can be read. */
function keepApart(cues: readonly Cue[]): Cue[] {
  const ordered = cues.toSorted((a, b) => a.startMs - b.startMs)
  const apart: Cue[] = []
  for (const [at, cue] of ordered.entries()) {
    const startMs = Math.max(cue.startMs, apart.at(-1)?.endMs ?? 0)
    const nextMs = ordered[at + 1]?.startMs ?? Number.POSITIVE_INFINITY
    const endMs = Math.min(Math.max(cue.endMs, startMs + SHORTEST_MS), Math.max(nextMs, startMs + LEAST_MS))
    apart.push({ ...cue, startMs, endMs })
  }
  return apart
}
