// The rows of a transcript as DOM, made by hand: tens of thousands of words, built in slices of time that leave the page
// responsive, and marked by attributes without rendering anything again.
import { clock, percent, speakerOf, voiceColour, voiceName } from '../format.ts'
import type { Participant, Sentence } from '../wire.ts'

/** Who speaks: by channel, or by voice (index of sentence to number) where voices were told apart. */
export interface Speakers {
  participants: readonly Participant[]
  voices: ReadonlyMap<number, number> | null
}

/** The rows in an element, in groups. */
export interface Rows {
  /** Shows these sentences; those shown before must be their beginning. */
  extend(sentences: readonly Sentence[]): void
  /** The element of a sentence; null while it is not built. */
  row(sentence: number): HTMLElement | null
  /** The element of a word within a sentence. */
  word(sentence: number, word: number): HTMLElement | null
  /** Which word an element is, by sentence and place; null for anything else. */
  placeOf(element: Element): { sentence: number; word: number } | null
  /** Marks sentences that the recogniser was less sure of. */
  markUnsure(below: number): void
  close(): void
}

/** Milliseconds of building before the page gets its turn. */
const SLICE_MS = 8
/** Rows that are there at once. */
const FIRST_ROWS = 40
/** Rows that the browser leaves out of its work together while they are out of sight; to decide that for each row of a
 * long call takes more time than it saves. */
const ROWS_OF_A_GROUP = 40

const wordTemplate = document.createElement('span')
wordTemplate.setAttribute('role', 'button')
wordTemplate.tabIndex = -1

/** Begins with an empty list. @param onBuilt called after each slice */
export function createRows(list: HTMLElement, speakers: Speakers, onBuilt: () => void): Rows {
  let sentences: readonly Sentence[] = []
  let [unsureBelow, timer] = [0, 0]
  const rows: HTMLElement[] = []
  const build = (until: (count: number) => boolean) => {
    while (rows.length < sentences.length && !until(rows.length)) {
      const row = buildRow(sentences, rows.length, speakers)
      markRow(row, sentences[rows.length]!, unsureBelow)
      if (rows.length % ROWS_OF_A_GROUP === 0) list.append(element('ol', 'group'))
      list.lastElementChild!.append(row)
      rows.push(row)
    }
    onBuilt()
    clearTimeout(timer)
    if (rows.length < sentences.length) timer = setTimeout(buildSlice)
  }
  const buildSlice = () => {
    const endMs = performance.now() + SLICE_MS
    build(() => performance.now() > endMs)
  }
  list.replaceChildren()
  return {
    extend(longer) {
      sentences = longer
      build((count) => count >= FIRST_ROWS)
    },
    row: (sentence) => rows[sentence] ?? null,
    word: (sentence, word) => (wordsOf(rows[sentence])?.children[word] as HTMLElement) ?? null,
    placeOf(element) {
      const row = element.closest<HTMLElement>('.row')
      if (!row) return null
      const word = [...wordsOf(row)!.children].indexOf(element)
      return { sentence: Number(row.dataset.sentence), word: Math.max(0, word) }
    },
    markUnsure(below) {
      unsureBelow = below
      for (const [at, row] of rows.entries()) markRow(row, sentences[at]!, below)
    },
    close: () => clearTimeout(timer),
  }
}

const wordsOf = (row: HTMLElement | undefined) => row?.lastElementChild

function buildRow(
  sentences: readonly Sentence[],
  at: number,
  { participants, voices }: Speakers,
): HTMLElement {
  const sentence = sentences[at]!
  const voice = voices?.get(sentence.sentence_index)
  const { role, name } =
    voice === undefined
      ? speakerOf(participants, sentence.media_channel)
      : { role: voiceName(voice), name: '' }
  const before = sentences[at - 1]
  const goesOn =
    before?.media_channel === sentence.media_channel && voices?.get(before.sentence_index) === voice
  const row = element('li', goesOn ? 'row goes-on' : 'row')
  row.dataset.sentence = String(at)
  row.dataset.channel = String(sentence.media_channel)
  if (voice !== undefined) row.dataset.voice = voiceColour(voice)
  const who = element('span', goesOn ? 'who visually-hidden' : 'who', role)
  if (name && !goesOn) who.append(element('span', 'who-name', name))
  const time = element('button', 'time', clock(Number(sentence.start_time)))
  time.setAttribute('type', 'button')
  time.setAttribute('aria-label', `Play from ${clock(Number(sentence.start_time))}`)
  time.tabIndex = -1
  const text = element('p', 'words')
  const words = sentence.words.length > 0 ? sentence.words.map(({ word }) => word) : [sentence.transcript]
  for (const [place, word] of words.entries()) {
    const span = wordTemplate.cloneNode() as HTMLElement
    span.textContent = word
    if (place > 0) text.append(' ')
    text.append(span)
  }
  row.append(who, time, text)
  return row
}

function markRow(row: HTMLElement, { confidence }: Sentence, below: number) {
  const unsure = confidence !== null && Number(confidence) < below
  const told = row.querySelector('.sure')
  row.toggleAttribute('data-unsure', unsure)
  if (!unsure) told?.remove()
  else if (!told) {
    const note = element('span', 'sure', percent(Number(confidence)))
    note.title = 'How sure the recogniser was of this sentence'
    row.insertBefore(note, row.lastElementChild)
  }
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
