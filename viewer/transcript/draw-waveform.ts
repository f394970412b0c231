// Draws the lanes of a waveform, one per channel, and marks on them.
import type { Stretch } from './talk.ts'

/** What is drawn. Times in seconds. */
export interface Drawing {
  duration: number
  /** Peaks −1..1 per channel; null where there are none, then talk is drawn as blocks. */
  peaks: number[][] | null
  talk: { channel: number; stretches: Stretch[] }[]
  /** Places that a search found, and the one that is current. */
  found: number[]
  current: number | null
  /** Passages that an operator's answer rests on. */
  evidence: number[]
  lanes: number
}

const MARK_HEIGHT = 5

/** Draws over the whole canvas, in the colours of its style. */
export function drawWaveform(canvas: HTMLCanvasElement, drawing: Drawing) {
  const { width, height } = canvas.getBoundingClientRect()
  const scale = devicePixelRatio || 1
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const pen = canvas.getContext('2d')
  if (!pen || width === 0 || drawing.duration <= 0) return
  pen.scale(scale, scale)
  // A variable may hold a choice between two colours; only a property tells which.
  const colour = (name: string) => {
    canvas.style.color = `var(${name})`
    return getComputedStyle(canvas).color
  }
  const laneHeight = (height - MARK_HEIGHT) / drawing.lanes
  for (let lane = 0; lane < drawing.lanes; lane++) {
    pen.fillStyle = colour(`--channel-${lane + 1}`)
    const box = { width, top: lane * laneHeight, height: laneHeight }
    const values = drawing.peaks?.[lane]
    if (values) drawPeaks(pen, values, box)
    else
      drawBlocks(
        pen,
        { ...drawing, stretches: drawing.talk.find(({ channel }) => channel === lane + 1)?.stretches ?? [] },
        box,
      )
  }
  const mark = (seconds: number, name: string, thick: number) => {
    pen.fillStyle = colour(name)
    pen.fillRect((seconds / drawing.duration) * width - thick / 2, height - MARK_HEIGHT, thick, MARK_HEIGHT)
  }
  for (const seconds of drawing.evidence) mark(seconds, '--evidence', 3)
  for (const seconds of drawing.found) mark(seconds, '--found', 2)
  if (drawing.current !== null) mark(drawing.current, '--found-now', 4)
}

interface Box {
  width: number
  top: number
  height: number
}

const STEP = 2

function drawPeaks(pen: CanvasRenderingContext2D, values: number[], { width, top, height }: Box) {
  const middle = top + height / 2
  for (let x = 0; x < width; x += STEP) {
    const from = Math.floor((x / width) * values.length)
    const to = Math.max(from + 1, Math.floor(((x + STEP) / width) * values.length))
    let most = 0
    for (let at = from; at < to; at++) most = Math.max(most, Math.abs(values[at] ?? 0))
    // Telephone speech is quiet: the root lifts it without letting loud passages leave the lane.
    const half = Math.max(0.5, Math.sqrt(most) * (height / 2 - 2))
    pen.fillRect(x, middle - half, STEP - 0.6, half * 2)
  }
}

function drawBlocks(
  pen: CanvasRenderingContext2D,
  { duration, stretches }: { duration: number; stretches: Stretch[] },
  { width, top, height }: Box,
) {
  const middle = top + height / 2
  pen.fillRect(0, middle - 0.5, width, 1)
  for (const { start, end } of stretches) {
    pen.fillRect(
      (start / duration) * width,
      middle - height / 4,
      Math.max(1, ((end - start) / duration) * width),
      height / 2,
    )
  }
}
