// A transcript's status in a word and a colour, and how far its work is.
import { percent, stageName, statusWords } from '../format.ts'
import type { Progress, Status } from '../wire.ts'

/** The status as a badge. */
export function StatusBadge({ status }: { status: Status }) {
  return <span class={`badge status-${status}`}>{statusWords[status] ?? status}</span>
}

/** Progress of the work, or of an upload before it (`stage` upload). */
export function WorkProgress({
  progress,
}: {
  progress: Pick<Progress, 'stage' | 'progress'> | null | undefined
}) {
  const { stage, progress: share } = progress ?? { stage: null, progress: 0 }
  const name = stageName(stage ?? 'queue')
  return (
    <span class="work">
      <progress max={1} value={share} aria-label={name} />
      <span class="muted">
        {name} · {percent(share)}
      </span>
    </span>
  )
}
