// One call: its sound, its words, what was found in it.
import { untracked, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { DiagnosticsPanel, FailureNotice } from '../components/failure.tsx'
import { FindBar } from '../components/find-bar.tsx'
import { KeyHelp } from '../components/key-help.tsx'
import { Notice } from '../components/notice.tsx'
import { OperatorPanel } from '../components/operator-panel.tsx'
import { RawJson } from '../components/raw-json.tsx'
import { createReading, findIn, SentenceList } from '../components/sentence-list.tsx'
import { WorkProgress } from '../components/status.tsx'
import { TalkStrip } from '../components/talk-strip.tsx'
import { TranscriptHead } from '../components/transcript-head.tsx'
import { LaneControls, Transport } from '../components/transport.tsx'
import { Waveform } from '../components/waveform.tsx'
import { isLive, speakerOf, titleOf } from '../format.ts'
import { session } from '../session.ts'
import { listenForKeys } from '../transcript/keys.ts'
import { type Call, openCall } from '../transcript/load.ts'
import { createPlayer, type Player, speeds } from '../transcript/player.ts'
import { measureTalk } from '../transcript/talk.ts'

/** The page; it is made anew for each transcript. */
export function TranscriptPage({ sid }: { sid: string }) {
  const { call, player, reading } = useMemo(() => {
    const player = createPlayer()
    return { call: openCall(sid), player, reading: createReading(player) }
  }, [])
  useEffect(
    () => () => {
      call.close()
      player.close()
      reading.close()
    },
    [],
  )
  useSignalEffect(() => {
    const path = call.mediaUrl.value
    untracked(() => player.load(path && new URL(path, document.baseURI).href))
  })
  useTimeInAddress(player)
  const transcript = call.transcript.value
  useEffect(() => {
    if (transcript) document.title = `${titleOf(transcript)} · Verbatim`
  }, [transcript])
  const [open, setOpen] = useState<'help' | 'json' | 'personal' | null>(null)
  const copyLink = () => {
    const link = new URL(location.href)
    link.hash = `t=${Math.round(player.time.value * 10) / 10}`
    void navigator.clipboard?.writeText(link.href)
    history.replaceState(null, '', link)
  }
  const allowed = session.value?.scope !== 'redacted-only'
  const toggleRedaction = () => {
    if (!transcript?.redaction || !allowed) return
    if (call.redacted.value) setOpen('personal')
    else call.show(true)
  }
  return (
    <main id="main" tabIndex={-1} class="page transcript-page">
      <TranscriptHead
        call={call}
        allowed={allowed}
        asking={open === 'personal'}
        onAsk={(asking) => setOpen(asking ? 'personal' : null)}
        onCopyLink={copyLink}
        onOpen={setOpen}
      />
      {call.trouble.value && <Notice kind="bad">{call.trouble.value}</Notice>}
      <FailureNotice diagnostics={call.diagnostics.value} />
      {transcript?.status === 'canceled' && <Notice kind="note">The work on this call was canceled.</Notice>}
      {transcript?.encryption_credential_sid && (
        <Notice kind="note">
          This call is encrypted for the owner of {transcript.encryption_credential_sid}; read it with{' '}
          <code>verbatim decrypt</code>.
        </Notice>
      )}
      {transcript && isLive(transcript.status) && (
        <section class="card">
          <WorkProgress progress={call.progress.value} />
        </section>
      )}
      {transcript?.status === 'completed' && call.sentences.value && (
        <Conversation
          call={call}
          player={player}
          reading={reading}
          commands={{
            redaction: toggleRedaction,
            copyLink,
            help: () => setOpen('help'),
            escape: () => setOpen(null),
          }}
        />
      )}
      {open === 'help' && <KeyHelp onClose={() => setOpen(null)} />}
      {open === 'json' && <RawJson sid={sid} redacted={call.redacted.value} onClose={() => setOpen(null)} />}
    </main>
  )
}

/** `#t=63.2` leads to a moment. */
function useTimeInAddress(player: Player) {
  useEffect(() => {
    const read = () => {
      const seconds = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1]
      if (seconds) player.seek(Number(seconds))
    }
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [player])
}

interface ConversationProps {
  call: Call
  player: Player
  reading: ReturnType<typeof createReading>
  commands: { redaction(): void; copyLink(): void; help(): void; escape(): void }
}

function Conversation({ call, player, reading, commands }: ConversationProps) {
  const transcript = call.transcript.value!
  const sentences = call.sentences.value!
  const { participants } = transcript.channel
  const peaks = call.peaks.value
  const duration = peaks?.duration || transcript.duration
  const talk = useMemo(() => measureTalk(sentences, duration), [sentences, duration])
  useEffect(() => player.layOut(duration, talk.gaps), [talk])
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [unsureBelow, setUnsureBelow] = useState(0.5)
  const field = useRef<HTMLInputElement>(null)
  const matches = useMemo(() => findIn(reading, text), [text, reading.timeline.value])
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
      play: player.toggle,
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
          <LaneControls player={player} lanes={lanes} />
          <Waveform drawing={drawing} player={player} />
        </div>
        <div class="player-row">
          <Transport player={player} duration={duration} />
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
            finding={{ text, count: matches.length, at: place }}
            field={field}
            onText={(next) => {
              setText(next)
              setAt(0)
            }}
            onStep={(step) => setAt((place + step + matches.length) % (matches.length || 1))}
          />
        </div>
        {player.trouble.value && <Notice kind="bad">{player.trouble.value}</Notice>}
        {transcript.redaction && call.redacted.value && !redactedAudio && (
          <Notice kind="note">Only the text is redacted: this recording plays as it was spoken.</Notice>
        )}
      </section>
      <div class="columns">
        <section class="conversation" aria-label="Conversation">
          <SentenceList
            key={String(call.redacted.value)}
            sentences={sentences}
            participants={participants}
            reading={reading}
            player={player}
            unsureBelow={unsureBelow}
          />
          {sentences.length === 0 && <p class="empty">Nothing was said in this recording.</p>}
        </section>
        <aside aria-label="About this call">
          <OperatorPanel results={results} onSeek={seekTo} />
          <TalkStrip
            talk={talk}
            duration={duration}
            nameOf={(channel) => speakerOf(participants, channel).role}
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
