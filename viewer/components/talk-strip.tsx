// How the time of a call is divided.
import { percent, span, voiceColour, voiceName } from '../format.ts'
import type { Talk } from '../transcript/talk.ts'

/** Shares of talk per channel, of overlap and of silence. */
export function TalkStrip({
  talk,
  duration,
  nameOf,
  voices,
}: {
  talk: Talk
  duration: number
  nameOf: (channel: number) => string
  /** The same by voice, where voices were told apart; 0 stands for those that were not. */
  voices: Talk | null
}) {
  if (duration <= 0 || talk.channels.length === 0) return null
  const parts = [
    ...(voices ?? talk).channels.map(({ channel, seconds }) => ({
      key: voices ? `voice-${channel && voiceColour(channel)}` : `channel-${channel}`,
      name: voices ? (channel === 0 ? 'Unclear' : voiceName(channel)) : nameOf(channel),
      seconds,
    })),
    { key: 'silence', name: 'Silence', seconds: talk.silence },
  ]
  const whole = parts.reduce((sum, { seconds }) => sum + seconds, 0) || 1
  return (
    <section class="panel">
      <h2>Talk time</h2>
      <div class="strip" aria-hidden="true">
        {parts.map(({ key, name, seconds }) => (
          <span key={name} class={key} style={{ flexGrow: seconds / whole }} />
        ))}
      </div>
      <dl class="pairs">
        {parts.map(({ key, name, seconds }) => (
          <div key={name}>
            <dt>
              <i class={`dot ${key}`} /> {name}
            </dt>
            <dd>
              {span(seconds)} <span class="muted">{percent(seconds / duration)}</span>
            </dd>
          </div>
        ))}
        {talk.channels.length > 1 && (
          <div>
            <dt>Both at once</dt>
            <dd>
              {span(talk.overlap)} <span class="muted">{percent(talk.overlap / duration)}</span>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
