// The two lanes of a call, to see who talks when and to go there.
import { useEffect, useRef, useState } from 'preact/hooks'
import { clock } from '../format.ts'
import { theme } from '../theme.ts'
import { type Drawing, drawWaveform } from '../transcript/draw-waveform.ts'
import type { Player } from '../transcript/player.ts'

/** The waveform; playback moves over it without anything being drawn anew. */
export function Waveform({ drawing, player }: { drawing: Drawing; player: Player }) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const played = useRef<HTMLDivElement>(null)
  const [hover, setHover] = useState<number | null>(null)
  const { duration } = drawing
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const draw = () => drawWaveform(element, drawing)
    draw()
    const resizing = new ResizeObserver(draw)
    resizing.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', draw)
    return () => {
      resizing.disconnect()
      dark.removeEventListener('change', draw)
    }
  }, [drawing, theme.value])
  useEffect(() => {
    const [slider, shade] = [box.current, played.current]
    if (!slider || !shade) return
    return player.time.subscribe((seconds) => {
      shade.style.transform = `scaleX(${duration > 0 ? Math.min(1, seconds / duration) : 0})`
      const whole = String(Math.floor(seconds))
      if (slider.getAttribute('aria-valuenow') === whole) return
      slider.setAttribute('aria-valuenow', whole)
      slider.setAttribute('aria-valuetext', `${clock(seconds)} of ${clock(duration)}`)
    })
  }, [player, duration])
  const secondsAt = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = (currentTarget as Element).getBoundingClientRect()
    return Math.min(1, Math.max(0, (clientX - left) / width)) * duration
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    box.current!.setPointerCapture(event.pointerId)
    player.seek(secondsAt(event))
  }
  return (
    <div
      ref={box}
      class="waveform"
      role="slider"
      tabIndex={0}
      aria-label="Position in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.floor(duration)}
      aria-valuenow={0}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        setHover(secondsAt(event))
        if (event.buttons === 1) player.seek(secondsAt(event))
      }}
      onPointerLeave={() => setHover(null)}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={played} class="played" />
      {hover !== null && (
        <span class="hover" style={{ left: `${(hover / (duration || 1)) * 100}%` }}>
          {clock(hover)}
        </span>
      )}
    </div>
  )
}
