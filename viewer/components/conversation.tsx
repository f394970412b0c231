// A call to read and to hear: the player over its sentences, and what is known about them beside.
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { speakerOf } from '../format.ts'
import { listenForKeys } from '../transcript/keys.ts'
import { speeds } from '../transcript/player.ts'
import { measureTalk } from '../transcript/talk.ts'
import type { OpenedCall } from '../transcript/use-call.ts'
import { useSettled } from '../use-settled.ts'
import { DiagnosticsPanel } from './failure.tsx'
import { FindBar } from './find-bar.tsx'
import { Notice } from './notice.tsx'
import { OperatorPanel } from './operator-panel.tsx'
import { findIn, SentenceList } from './sentence-list.tsx'
import { TalkStrip } from './talk-strip.tsx'
import { LaneControls, Transport } from './transport.tsx'
import { Waveform } from './waveform.tsx'

/** Of a long call, how long nothing must be typed before it is looked through. */
const FIND_WAIT_MS = 200
const isLong = (sentences: readonly unknown[]) => sentences.length > 500

interface ConversationProps {
  opened: OpenedCall
  commands: { redaction(): void; copyLink(): void; help(): void; escape(): void }
  /** What runs operators once more, where that may be done. */
  again?: ComponentChildren
  /** There is nothing to hear in this view. */
  silent?: boolean
}

/** The conversation of a call whose sentences are there. */
export function Conversation({ opened, commands, again, silent = false }: ConversationProps) {
  const { call, player, reading } = opened
  const transcript = call.transcript.value!
  const sentences = call.sentences.value!
  const { participants } = transcript.channel
  const peaks = call.peaks.value
  const voices = call.voices.value
  const speakers = useMemo(() => ({ participants, voices }), [participants, voices])
  const duration = peaks?.duration || transcript.duration
  const talk = useMemo(() => measureTalk(sentences, duration), [sentences, duration])
  useEffect(() => player.layOut(duration, talk.gaps), [talk])
  const [text, setText] = useState('')
  const [sought, seek] = useSettled(text, isLong(sentences) ? FIND_WAIT_MS : 0)
  const [at, setAt] = useState(0)
  const [unsureBelow, setUnsureBelow] = useState(0.5)
  const field = useRef<HTMLInputElement>(null)
  const matches = useMemo(() => findIn(reading, sought), [sought, reading.timeline.value])
  const place = matches.length > 0 ? Math.min(at, matches.length - 1) : -1
  const match = matches[place]
  useEffect(() => {
    reading.paint(matches, match)
    if (match) reading.reveal(reading.timeline.value.moments[match.from.moment]!.sentence)
  }, [matches, match])
  const lanes = useMemo(() => {
    const count = peaks?.channels.length ?? Math.max(1, ...talk.channels.map(({ channel }) => channel))
    return Array.from({ length: count }, (_, lane) => ({
      channel: lane + 1,
      ...speakerOf(participants, lane + 1),
    }))
  }, [peaks, talk, participants])
  const results = call.results.value
  const drawing = useMemo(
    () => ({
      duration,
      peaks: peaks?.channels ?? null,
      talk: talk.channels,
      lanes: lanes.length,
      found: matches.map(({ start }) => start),
      current: match?.start ?? null,
      evidence: (results ?? []).flatMap((one) =>
        one.utterance_results.map(({ start_time }) => Number(start_time)),
      ),
    }),
    [duration, peaks, talk, lanes, matches, match, results],
  )
  const channels = lanes.map(({ channel }) => channel)
  useEffect(() => {
    const changeSpeed = (step: number) => {
      const next = speeds.indexOf(player.speed.value as (typeof speeds)[number]) + step
      player.speed.value = speeds[next] ?? player.speed.value
    }
    return listenForKeys({
      ...commands,
      play: silent ? () => undefined : player.toggle,
      skip: (seconds) => player.seek(player.time.value + seconds),
      sentence: (step) => reading.step('sentence', step),
      word: (step) => reading.step('word', step),
      speed: changeSpeed,
      find: () => field.current?.focus(),
      follow: reading.follower.toggle,
      mute: () => {
        const all = channels.every((one) => player.muted.value.has(one))
        for (const one of channels) if (player.muted.value.has(one) === all) player.toggleMute(one)
      },
      solo: (channel) => player.toggleSolo(channel, channels),
      escape: () => {
        setText('')
        commands.escape()
      },
    })
  }, [channels.length, call.redacted.value, transcript])
  const seekTo = (seconds: number, sentence?: number) => {
    player.seek(seconds)
    if (sentence !== undefined) reading.reveal(sentence)
  }
  const following = reading.follower.state.value
  const redactedAudio = !call.mediaUrl.value?.includes('/original/')
  return (
    <>
      <section class="card player" aria-label="Player">
        <div class="lanes-and-waveform">
          <LaneControls player={player} lanes={lanes} silent={silent} />
          <Waveform drawing={drawing} player={player} />
        </div>
        <div class="player-row">
          {!silent && <Transport player={player} duration={duration} />}
          <button
            type="button"
            class={following === 'paused' ? 'primary' : 'quiet'}
            aria-pressed={following === 'on'}
            title="Keep what is spoken in sight (F)"
            onClick={reading.follower.toggle}
          >
            {following === 'paused' ? 'Resume following' : 'Follow'}
          </button>
          <FindBar
            finding={{ text: sought === text ? text : '', typed: text, count: matches.length, at: place }}
            field={field}
            onText={(next) => {
              setText(next)
              setAt(0)
            }}
            onStep={(step) => {
              if (sought !== text) seek()
              else setAt((place + step + matches.length) % (matches.length || 1))
            }}
          />
        </div>
        {player.trouble.value && <Notice kind="bad">{player.trouble.value}</Notice>}
        {silent && (
          <Notice kind="note">Only the text of this call is redacted, so there is no sound here.</Notice>
        )}
        {transcript.redaction && call.redacted.value && !redactedAudio && (
          <Notice kind="note">Only the text is redacted: this recording plays as it was spoken.</Notice>
        )}
      </section>
      <div class="columns">
        <section class="conversation" aria-label="Conversation">
          <SentenceList
            key={String(call.redacted.value)}
            sentences={sentences}
            speakers={speakers}
            reading={reading}
            player={player}
            unsureBelow={unsureBelow}
          />
          {sentences.length === 0 && <p class="empty">Nothing was said in this recording.</p>}
        </section>
        <aside aria-label="About this call">
          <OperatorPanel results={results} onSeek={seekTo} again={again} />
          <TalkStrip
            talk={talk}
            duration={duration}
            nameOf={(channel) => speakerOf(participants, channel).role}
            voices={voices && measureTalk(sentences, duration, (one) => voices.get(one.sentence_index) ?? 0)}
          />
          <section class="panel">
            <h2>Doubt</h2>
            <label class="range">
              Underline sentences below {Math.round(unsureBelow * 100)} % confidence
              <input
                type="range"
                min={0}
                max={1}
                step={0.05}
                value={unsureBelow}
                onInput={(event) => setUnsureBelow(Number(event.currentTarget.value))}
              />
            </label>
          </section>
          <DiagnosticsPanel diagnostics={call.diagnostics.value} onSeek={seekTo} />
        </aside>
      </div>
    </>
  )
}
