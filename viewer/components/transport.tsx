// Play, skip, speed, silence; and which side is heard.
import { useComputed } from '@preact/signals'
import { clock } from '../format.ts'
import { type Player, speeds } from '../transcript/player.ts'

/** The buttons of playback. */
export function Transport({ player, duration }: { player: Player; duration: number }) {
  const now = useComputed(() => clock(player.time.value))
  const playing = player.playing.value
  return (
    <div class="transport">
      <button type="button" class="round" aria-label={playing ? 'Pause' : 'Play'} onClick={player.toggle}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={playing ? 'M7 5h4v14H7zM13 5h4v14h-4z' : 'M8 5v14l11-7z'} />
        </svg>
      </button>
      <button
        type="button"
        class="quiet"
        title="10 seconds back (J)"
        onClick={() => player.seek(player.time.value - 10)}
      >
        −10<span class="visually-hidden"> seconds</span>
      </button>
      <button
        type="button"
        class="quiet"
        title="10 seconds on (L)"
        onClick={() => player.seek(player.time.value + 10)}
      >
        +10<span class="visually-hidden"> seconds</span>
      </button>
      <span class="clock">
        <span>{now}</span> <span class="muted">/ {clock(duration)}</span>
      </span>
      <label class="inline">
        <span class="visually-hidden">Speed</span>
        <select
          class="quiet"
          value={player.speed.value}
          onChange={(event) => {
            player.speed.value = Number(event.currentTarget.value)
          }}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      <label class="inline check">
        <input
          type="checkbox"
          checked={player.skipSilence.value}
          onChange={(event) => {
            player.skipSilence.value = event.currentTarget.checked
          }}
        />
        Skip silence
      </label>
    </div>
  )
}

/** The name of each lane, with what can be done to its sound. */
export function LaneControls({
  player,
  lanes,
  silent,
}: {
  player: Player
  lanes: { channel: number; role: string; name: string }[]
  silent: boolean
}) {
  const channels = lanes.map(({ channel }) => channel)
  const muted = player.muted.value
  return (
    <div class="lanes">
      {lanes.map(({ channel, role, name }) => {
        const solo = !muted.has(channel) && channels.every((one) => one === channel || muted.has(one))
        return (
          <div key={channel} class="lane" data-channel={channel}>
            <span class="lane-name">
              <strong>{role}</strong> {name}
            </span>
            {lanes.length > 1 && !silent && (
              <>
                <button
                  type="button"
                  class="tiny"
                  aria-pressed={muted.has(channel)}
                  aria-label={`Mute ${role}`}
                  title="Mute"
                  onClick={() => player.toggleMute(channel)}
                >
                  M
                </button>
                <button
                  type="button"
                  class="tiny"
                  aria-pressed={solo}
                  aria-label={`Hear only ${role}`}
                  title="Hear only this channel"
                  onClick={() => player.toggleSolo(channel, channels)}
                >
                  S
                </button>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
}
