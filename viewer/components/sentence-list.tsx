// The conversation, sentence by sentence. Its rows are built by hand (rows.ts); this binds them to playback.
import { effect, type Signal, signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { findText, type Match } from '../transcript/find.ts'
import { createFollower, type Follower } from '../transcript/follow.ts'
import type { Player } from '../transcript/player.ts'
import { createRows, type Rows, type Speakers } from '../transcript/rows.ts'
import { createTimeline, momentAt, nextMoment, type Timeline } from '../transcript/timeline.ts'
import type { Sentence } from '../wire.ts'

/** What the page may ask of the list. */
export interface Reading {
  timeline: Signal<Timeline>
  follower: Follower
  /** The moment that is spoken at the current time; -1 before the first. */
  now: Signal<number>
  step(unit: 'word' | 'sentence', step: 1 | -1): void
  /** Shows a sentence, wherever playback is. */
  reveal(sentence: number): void
  paint(matches: readonly Match[], current: Match | undefined): void
}

/** Makes the reading of one call. */
export function createReading(player: Player): Reading & { rows: Signal<Rows | null>; close(): void } {
  const timeline = signal(createTimeline([]))
  const rows = signal<Rows | null>(null)
  const now = signal(-1)
  const follower = createFollower(
    () => document.querySelector('.player')?.getBoundingClientRect().bottom ?? 0,
  )
  /** The word that has the focus, before the one that is spoken. */
  const focused = () => {
    const place = document.activeElement && rows.value?.placeOf(document.activeElement)
    return place ? (timeline.value.firstOf[place.sentence] ?? 0) + place.word : null
  }
  const goTo = (moment: number) => {
    const found = timeline.value.moments[moment]
    if (!found) return
    player.seek(found.start)
    const word = rows.value?.word(found.sentence, found.word)
    if (word && document.activeElement?.closest('.sentences')) word.focus({ preventScroll: true })
  }
  return {
    timeline,
    rows,
    now,
    follower,
    step(unit, step) {
      const { moments, firstOf } = timeline.value
      const from = focused() ?? now.value
      if (unit === 'word') return goTo(nextMoment(timeline.value, from, step))
      const sentence = from < 0 ? 0 : (moments[from]?.sentence ?? 0) + step
      goTo(firstOf[Math.min(firstOf.length - 1, Math.max(0, sentence))] ?? 0)
    },
    reveal(sentence) {
      const row = rows.value?.row(sentence)
      if (!row) return
      row.scrollIntoView({ block: 'center', behavior: 'instant' })
      row.classList.remove('flash')
      requestAnimationFrame(() => row.classList.add('flash'))
    },
    paint: (matches, current) =>
      paintMatches({ rows: rows.value, timeline: timeline.value }, matches, current),
    close: () => follower.close(),
  }
}

interface ListProps {
  sentences: Sentence[]
  speakers: Speakers
  reading: ReturnType<typeof createReading>
  player: Player
  unsureBelow: number
}

/** The list. */
export function SentenceList({ sentences, speakers, reading, player, unsureBelow }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  const builds = useMemo(() => signal(0), [])
  useEffect(() => {
    const rows = createRows(list.current!, speakers, () => {
      builds.value++
    })
    reading.rows.value = rows
    return () => {
      rows.close()
      reading.rows.value = null
    }
  }, [speakers])
  useEffect(() => {
    reading.timeline.value = createTimeline(sentences)
    reading.rows.value!.extend(sentences)
  }, [sentences, speakers])
  useEffect(() => reading.rows.value!.markUnsure(unsureBelow), [unsureBelow, speakers])
  useEffect(() => {
    const stop = effect(() => {
      reading.now.value = momentAt(reading.timeline.value, player.time.value + 0.02)
    })
    const stopMarking = markNow(reading, builds)
    return () => {
      stop()
      stopMarking()
    }
  }, [reading])
  const goTo = (target: EventTarget | null) => {
    const place = reading.rows.value!.placeOf(target as Element)
    if (!place) return
    const { moments, firstOf } = reading.timeline.value
    const moment = moments[(firstOf[place.sentence] ?? 0) + place.word]
    if (moment) player.seek(moment.start)
    if (reading.follower.state.value === 'paused') reading.follower.state.value = 'on'
  }
  const isTarget = (target: EventTarget | null) => (target as Element).matches('.words > *, .time')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: on behalf of the words, which are buttons
    <div
      ref={list}
      class="sentences"
      onClick={({ target }) => {
        if (isTarget(target) && getSelection()?.isCollapsed !== false) goTo(target)
      }}
      onKeyDown={(event) => {
        const isWord = (event.target as Element).matches('.words > *')
        if (!isWord || (event.key !== 'Enter' && event.key !== ' ')) return
        event.preventDefault()
        event.stopPropagation()
        goTo(event.target)
      }}
    />
  )
}

/** Marks the word and the sentence of now by attributes, and keeps them in sight. */
function markNow(reading: ReturnType<typeof createReading>, builds: Signal<number>): () => void {
  let [word, row]: (HTMLElement | null)[] = [null, null]
  return effect(() => {
    builds.value
    const moment = reading.timeline.value.moments[Math.max(0, reading.now.value)]
    const rows = reading.rows.value
    const nextWord = (moment && rows?.word(moment.sentence, moment.word)) ?? null
    if (nextWord === word) return
    word?.removeAttribute('data-now')
    if (word) word.tabIndex = -1
    word = nextWord
    // One word is a stop of the Tab key; the others are reached from it.
    if (word) word.tabIndex = 0
    if (reading.now.value < 0) return
    word?.setAttribute('data-now', '')
    const nextRow = word?.closest<HTMLElement>('.row') ?? null
    if (nextRow === row) return
    row?.removeAttribute('data-now')
    row = nextRow
    row?.setAttribute('data-now', '')
    if (row) reading.follower.show(row)
  })
}

/** Highlights matches without touching the rows (CSS Custom Highlight API, where there is one). */
function paintMatches(
  { rows, timeline }: { rows: Rows | null; timeline: Timeline },
  matches: readonly Match[],
  current: Match | undefined,
) {
  const registry = globalThis.CSS?.highlights
  if (!registry) return
  const rangeOf = ({ from, to }: Match) => {
    const [first, last] = [from, to].map(({ moment }) => {
      const { sentence, word } = timeline.moments[moment]!
      return rows?.word(sentence, word)?.firstChild
    })
    if (!first || !last) return []
    const range = new StaticRange({
      startContainer: first,
      startOffset: from.offset,
      endContainer: last,
      endOffset: to.offset,
    })
    return [range]
  }
  registry.set('found', new Highlight(...matches.flatMap(rangeOf)))
  registry.set('found-now', new Highlight(...(current ? rangeOf(current) : [])))
}

/** The places of `text` in the conversation. */
export function findIn(reading: Reading, text: string): Match[] {
  return findText(reading.timeline.value, text)
}
