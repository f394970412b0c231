// Find in this transcript: n of m.
import type { RefObject } from 'preact'

/** What is looked for, and where among the places we are. */
export interface Finding {
  /** Empty while what is typed was not looked for yet. */
  text: string
  typed: string
  count: number
  /** From 0; -1 when nothing was found. */
  at: number
}

/** The field. `onStep` goes on or back. */
export function FindBar({
  finding,
  field,
  onText,
  onStep,
}: {
  finding: Finding
  field: RefObject<HTMLInputElement | null>
  onText: (text: string) => void
  onStep: (step: 1 | -1) => void
}) {
  const { text, typed, count, at } = finding
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      onStep(event.shiftKey ? -1 : 1)
    }
    if (event.key === 'Escape') {
      onText('')
      field.current?.blur()
    }
  }
  return (
    <search class="find">
      <input
        ref={field}
        type="search"
        aria-label="Find in this transcript"
        placeholder="Find  ( / )"
        value={typed}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span class="count" role="status">
        {text.trim() !== '' && (count > 0 ? `${at + 1} of ${count}` : 'None')}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label="Previous match"
        disabled={count === 0}
        onClick={() => onStep(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="Next match"
        disabled={count === 0}
        onClick={() => onStep(1)}
      >
        ↓
      </button>
    </search>
  )
}
