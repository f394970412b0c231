// How the time of a call is divided.
import { percent, span } from '../format.ts'
import type { Talk } from '../transcript/talk.ts'

/** Shares of talk per channel, of overlap and of silence. */
export function TalkStrip({
  talk,
  duration,
  nameOf,
}: {
  talk: Talk
  duration: number
  nameOf: (channel: number) => string
}) {
  if (duration <= 0 || talk.channels.length === 0) return null
  const parts = [
    ...talk.channels.map(({ channel, seconds }) => ({
      key: `channel-${channel}`,
      name: nameOf(channel),
      seconds,
    })),
    { key: 'silence', name: 'Silence', seconds: talk.silence },
  ]
  const whole = parts.reduce((sum, { seconds }) => sum + seconds, 0) || 1
  return (
    <section class="panel">
      <h2>Talk time</h2>
      <div class="strip" aria-hidden="true">
        {parts.map(({ key, seconds }) => (
          <span key={key} class={key} style={{ flexGrow: seconds / whole }} />
        ))}
      </div>
      <dl class="pairs">
        {parts.map(({ key, name, seconds }) => (
          <div key={key}>
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
