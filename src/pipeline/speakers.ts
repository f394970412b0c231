// Stage: a channel that people share in, who speaks when out; and what was said, given to those who said it.
import type { DecodedAudio } from '../domain/audio.ts'
import type { Word } from '../domain/sentence.ts'
import type { SpeakerTurn } from '../domain/speech.ts'
import type { Warning } from '../domain/transcript.ts'
import type { Diariser } from '../ports/diariser.ts'

/** Words of one voice; `speaker` is left out where voices were not told apart. */
export interface Spoken {
  words: Word[]
  speaker?: number
}

/** A voice that has no more of a sentence than this one word does not have it: turns and words are off by as much. */
const SLIVER_MS = 400

/** Tells voices apart where the recording has one channel, or two that are the same. That it can not be done ends
 * nothing: a warning tells why.
 * @throws the reason of `signal` */
export async function tellVoicesApart(
  { channels, identicalChannels, durationMs }: DecodedAudio,
  { diariser, signal }: { diariser: Diariser; signal: AbortSignal },
): Promise<{ turns: SpeakerTurn[]; warnings: Warning[] }> {
  const [channel, ...others] = channels
  if (!channel || (others.length > 0 && !identicalChannels)) return { turns: [], warnings: [] }
  if (durationMs > diariser.maxMs) {
    const minutes = Math.round(diariser.maxMs / 60_000)
    return { turns: [], warnings: [notTold(`the recording is longer than ${minutes} minutes`)] }
  }
  try {
    return { turns: await diariser.diarise(channel, signal), warnings: [] }
  } catch (error) {
    signal.throwIfAborted()
    return { turns: [], warnings: [notTold((error as Error).message)] }
  }
}

function notTold(reason: string): Warning {
  return { code: 'speakers-unknown', message: `Voices were not told apart: ${reason}` }
}

/** Divides the words of a sentence among the voices of `turns`. A word is that of the voice it shares most time with,
 * else of the nearest one. */
export function divideByVoice(words: readonly Word[], turns: readonly SpeakerTurn[]): Spoken[] {
  if (turns.length === 0) return [{ words: [...words] }]
  const pieces: Required<Spoken>[] = []
  for (const word of words) {
    const last = pieces.at(-1)
    const speaker = speakerOf(word, turns, last?.speaker)
    if (last?.speaker === speaker) last.words.push(word)
    else pieces.push({ words: [word], speaker })
  }
  return withoutSlivers(pieces)
}

function speakerOf(word: Word, turns: readonly SpeakerTurn[], before: number | undefined): number {
  const shared = new Map<number, number>()
  for (const { speaker, startMs, endMs } of turns) {
    const ms = Math.min(endMs, word.endMs) - Math.max(startMs, word.startMs)
    if (ms > 0) shared.set(speaker, (shared.get(speaker) ?? 0) + ms)
  }
  if (shared.size === 0) return nearest(word, turns)
  const most = Math.max(...shared.values())
  // Where two speak at once, whoever spoke before goes on.
  if (before !== undefined && shared.get(before) === most) return before
  return [...shared].find(([, ms]) => ms === most)![0]
}

function nearest({ startMs, endMs }: Word, turns: readonly SpeakerTurn[]): number {
  const away = (turn: SpeakerTurn) => Math.max(turn.startMs - endMs, startMs - turn.endMs)
  return turns.reduce((best, turn) => (away(turn) < away(best) ? turn : best)).speaker
}

/** Gives single short words to the longer side of what is beside them, so that a sentence is not torn up. */
function withoutSlivers(pieces: readonly Required<Spoken>[]): Spoken[] {
  const kept: Required<Spoken>[] = []
  pieces.forEach((piece, at) => {
    const last = kept.at(-1)
    const next = pieces[at + 1]
    const longer = (last?.words.length ?? 0) >= (next?.words.length ?? 0) ? last : next
    const { speaker } = isSliver(piece) ? (longer ?? piece) : piece
    if (last?.speaker === speaker) last.words.push(...piece.words)
    else kept.push({ words: [...piece.words], speaker })
  })
  return kept
}

function isSliver({ words: [first, ...rest] }: Spoken): boolean {
  return rest.length === 0 && first !== undefined && first.endMs - first.startMs < SLIVER_MS
}
