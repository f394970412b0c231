// Keeps what is spoken in sight, until the reader scrolls away; then it waits to be told to go on.
import { type Signal, signal } from '@preact/signals'

/** `off`: not wanted; `paused`: the reader has scrolled away. */
export type Following = 'on' | 'paused' | 'off'

/** Scrolls the page after playback. */
export interface Follower {
  state: Signal<Following>
  /** The row that is spoken now. */
  show(row: HTMLElement): void
  toggle(): void
  close(): void
}

const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End'])

/** Makes a follower. @param coveredTop pixels at the top of the window that something covers */
export function createFollower(coveredTop: () => number): Follower {
  const state = signal<Following>('on')
  let current: HTMLElement | null = null
  const pause = () => {
    if (state.value === 'on') state.value = 'paused'
  }
  const inSight = (row: HTMLElement) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > coveredTop() && top < innerHeight
  }
  // Neither Home on a slider nor a scroll that keeps the row in sight is the reader leaving.
  const onWheel = (event: WheelEvent) => {
    if (event.deltaY !== 0 && !event.ctrlKey) pause()
  }
  const onKey = ({ key, target }: KeyboardEvent) => {
    if (scrollKeys.has(key) && !(target as Element).closest('input, [role=slider]')) pause()
  }
  let ownScroll = false
  const onScroll = () => {
    if (!ownScroll && current && !inSight(current)) pause()
    ownScroll = false
  }
  const move = (row: HTMLElement) => {
    const { top, bottom } = row.getBoundingClientRect()
    const [from, to] = [coveredTop(), innerHeight]
    const comfortable = top >= from + 8 && bottom <= from + (to - from) * 0.7
    if (comfortable) return
    ownScroll = true
    scrollTo({ top: scrollY + top - from - (to - from) * 0.25, behavior: 'instant' })
  }
  addEventListener('wheel', onWheel, { passive: true })
  addEventListener('touchmove', pause, { passive: true })
  addEventListener('keydown', onKey)
  addEventListener('scroll', onScroll, { passive: true })
  return {
    state,
    show(row) {
      current = row
      if (state.value === 'on') move(row)
    },
    toggle() {
      state.value = state.value === 'on' ? 'off' : 'on'
      if (state.value === 'on' && current) move(current)
    },
    close() {
      removeEventListener('wheel', onWheel)
      removeEventListener('touchmove', pause)
      removeEventListener('keydown', onKey)
      removeEventListener('scroll', onScroll)
    },
  }
}
