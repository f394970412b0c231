// How far the work is, on stderr: one line that changes on a terminal, plain lines elsewhere.
import { styleText } from 'node:util'
import type { Progress } from '../../domain/progress.ts'
import type { StageName } from '../../domain/transcript.ts'

/** Where lines go; `columns` is the width of a terminal, 0 where that does not know it. */
export interface ProgressStream {
  isTTY?: boolean
  columns?: number
  hasColors?(): boolean
  write(text: string): unknown
}

/** Shows the progress of files under way. */
export interface ProgressDisplay {
  /** A file is this far. */
  update(label: string, progress: Progress): void
  /** A file is no longer under way; `line` says how it went, unless it is quiet here. */
  finish(label: string, line: string | null): void
  /** A line that stays, also when it is quiet here. */
  say(line: string): void
  /** Takes the changing line away, before something else is written to the terminal. */
  clear(): void
}

const words: Record<StageName, string> = {
  fetch: 'loading',
  decode: 'decoding',
  segment: 'finding speech',
  recognise: 'transcribing',
  diarise: 'telling voices apart',
  survey: 'surveying',
  redact: 'redacting',
  'redact-media': 'redacting audio',
  recheck: 'checking redacted audio',
  operate: 'running operators',
  encrypt: 'encrypting',
}
const BAR_CELLS = 20

/** Makes the display. `total` counts the files, if that is known. */
export function createProgressDisplay(
  stream: ProgressStream,
  { total, quiet }: { total: number | null; quiet: boolean },
): ProgressDisplay {
  const running = new Map<string, Progress>()
  const live = stream.isTTY === true && !quiet
  let done = 0
  const clear = () => void (live && stream.write('\r\x1b[K'))
  const draw = () => {
    if (!live || running.size === 0) return
    const text = liveLine(running, { done, total })
    const line = text.slice(0, Math.max(0, (stream.columns || 80) - 1))
    const shown = stream.hasColors?.() ? styleText('dim', line, { validateStream: false }) : line
    stream.write(`\r\x1b[K${shown}`)
  }
  const say = (line: string) => {
    clear()
    stream.write(`${line}\n`)
    draw()
  }
  return {
    update(label, progress) {
      const entered = running.get(label)?.stage !== progress.stage
      running.set(label, progress)
      if (live) draw()
      else if (entered && !quiet) stream.write(`${label}: ${words[progress.stage]}\n`)
    },
    finish(label, line) {
      running.delete(label)
      done++
      if (line !== null && !quiet) say(line)
    },
    say,
    clear,
  }
}

function liveLine(
  running: ReadonlyMap<string, Progress>,
  { done, total }: { done: number; total: number | null },
): string {
  const files = [...running].map(
    ([label, { stage, share }]) => `${label}  ${words[stage]}  ${Math.round(share * 100)} %`,
  )
  if (total !== 1) return [...(total ? [`${done}/${total}`] : []), ...files].join(' · ')
  const share = [...running.values()][0]!.share
  const full = Math.round(share * BAR_CELLS)
  return `${'━'.repeat(full)}${'─'.repeat(BAR_CELLS - full)}  ${files[0]}`
}
