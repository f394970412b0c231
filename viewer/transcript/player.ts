// Playback of a recording: one audio element, and what is heard of it. Times are seconds.
import { effect, type Signal, signal } from '@preact/signals'
import { explain } from '../api.ts'
import { gapAt, type Stretch } from './talk.ts'

/** Speeds that can be chosen. */
export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** What is shown of playback, and how it is controlled. */
export interface Player {
  time: Signal<number>
  playing: Signal<boolean>
  speed: Signal<number>
  skipSilence: Signal<boolean>
  /** Channels that are not heard. */
  muted: Signal<ReadonlySet<number>>
  /** Why nothing is heard; null when all is well. */
  trouble: Signal<string | null>
  /** Gives it another recording, or none; it goes on at the same place. */
  load(url: string | null): void
  /** How long the recording is, and where it may be skipped. */
  layOut(duration: number, gaps: readonly Stretch[]): void
  seek(seconds: number): void
  toggle(): void
  toggleMute(channel: number): void
  /** Lets only this channel be heard, or all again. */
  toggleSolo(channel: number, of: readonly number[]): void
  close(): void
}

/** Addresses of recordings are good for an hour. One that fails so soon after it was asked for fails for another reason. */
const RENEW_MS = 60_000

/** Makes a player.
 * @param renew a fresh address for a recording that can not be read any more, null when there is none; what it throws is
 * shown */
export function createPlayer(renew: () => Promise<string | null>): Player {
  const audio = new Audio()
  audio.preload = 'metadata'
  audio.preservesPitch = true
  const [time, playing, speed] = [signal(0), signal(false), signal(1)]
  const [skipSilence, trouble] = [signal(false), signal<string | null>(null)]
  const muted = signal<ReadonlySet<number>>(new Set())
  let [duration, gaps, frame] = [0, [] as readonly Stretch[], 0]
  let mixer: Mixer | null = null
  // What the listener wants, whatever the element is able to do at the moment.
  let [wanted, renewedMs] = [false, Number.NEGATIVE_INFINITY]

  const seek = (seconds: number) => {
    time.value = Math.min(Math.max(0, seconds), duration || seconds)
    if (audio.src) audio.currentTime = time.value
  }
  const step = () => {
    if (!audio.seeking) time.value = audio.currentTime
    const gap = skipSilence.value && gapAt(gaps, audio.currentTime)
    if (gap && !audio.seeking) seek(gap.end)
    frame = requestAnimationFrame(step)
  }
  const stop = () => {
    cancelAnimationFrame(frame)
    playing.value = false
  }
  const play = () => {
    wanted = true
    audio.play().catch((error) => {
      // A failure of the recording itself is told by its own event.
      if (error.name !== 'AbortError' && !audio.error) trouble.value ??= troubleOf(null)
    })
  }
  const load = (url: string | null) => {
    if (url && url === audio.src && !audio.error) return
    trouble.value = null
    if (!url) audio.removeAttribute('src')
    else audio.src = url
    audio.load()
    if (!url) return
    audio.currentTime = time.value
    if (wanted) play()
  }
  const onLost = async () => {
    const { src, error } = audio
    if (!src) return
    const now = performance.now()
    if (now - renewedMs < RENEW_MS) {
      trouble.value = troubleOf(error)
      return
    }
    renewedMs = now
    try {
      const fresh = await renew()
      if (audio.src !== src) return
      if (fresh) load(fresh)
      else trouble.value = troubleOf(error)
    } catch (failure) {
      if (audio.src === src) trouble.value = explain(failure)
    }
  }
  audio.addEventListener('play', () => {
    cancelAnimationFrame(frame)
    playing.value = true
    frame = requestAnimationFrame(step)
  })
  audio.addEventListener('pause', () => {
    // One that another recording caused arrives when that is being played already.
    if (!audio.paused) return
    if (!audio.error) wanted = false
    stop()
  })
  audio.addEventListener('ended', () => {
    wanted = false
    stop()
  })
  audio.addEventListener('seeked', () => {
    if (!playing.value) time.value = audio.currentTime
  })
  audio.addEventListener('error', () => {
    stop()
    void onLost()
  })
  const endings = [
    effect(() => {
      audio.playbackRate = speed.value
      audio.defaultPlaybackRate = speed.value
    }),
    effect(() => mixer?.hear(muted.value)),
  ]
  const mute = (channels: ReadonlySet<number>) => {
    // Made late: a browser lets pages have one only after a person did something.
    mixer ??= createMixer(audio)
    muted.value = channels
    mixer.hear(channels)
  }
  return {
    time,
    playing,
    speed,
    skipSilence,
    muted,
    trouble,
    seek,
    load,
    layOut(seconds, silent) {
      duration = seconds
      gaps = silent
    },
    toggle() {
      if (!audio.paused) return audio.pause()
      if (audio.ended || (duration > 0 && time.value >= duration - 0.05)) seek(0)
      play()
    },
    toggleMute(channel) {
      const next = new Set(muted.value)
      if (!next.delete(channel)) next.add(channel)
      mute(next)
    },
    toggleSolo(channel, of) {
      const others = of.filter((one) => one !== channel)
      const isSolo = !muted.value.has(channel) && others.every((one) => muted.value.has(one))
      mute(new Set(isSolo ? [] : others))
    },
    close() {
      stop()
      for (const end of endings) end()
      audio.pause()
      audio.removeAttribute('src')
      audio.load()
      mixer?.close()
    },
  }
}

function troubleOf(error: MediaError | null): string {
  if (error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED)
    return 'This browser can not play the format of this recording'
  return 'The recording could not be loaded'
}

/** Both sides of a call can be silenced apart. */
interface Mixer {
  hear(muted: ReadonlySet<number>): void
  close(): void
}

function createMixer(audio: HTMLAudioElement): Mixer {
  const context = new AudioContext()
  const splitter = context.createChannelSplitter(2)
  context.createMediaElementSource(audio).connect(splitter)
  const gains = [0, 1].map((channel) => {
    const gain = context.createGain()
    splitter.connect(gain, channel)
    gain.connect(context.destination)
    return gain
  })
  return {
    hear: (muted) => {
      for (const [at, gain] of gains.entries()) gain.gain.value = muted.has(at + 1) ? 0 : 1
      void context.resume()
    },
    close: () => void context.close(),
  }
}
