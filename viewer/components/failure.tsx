// Why a transcript failed, and what went less well with one that did not, in words.
import { getPatiently } from '../api.ts'
import { clock, span, stageName } from '../format.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Diagnostics } from '../wire.ts'
import { Notice } from './notice.tsx'

/** The reason of a failure in one line. */
export function FailureReason({ sid }: { sid: string }) {
  const { value } = useLoaded(
    (signal) => getPatiently<Diagnostics>(`x/v1/Transcripts/${sid}/Diagnostics`, signal),
    [sid],
  )
  const failure = value?.failure
  if (!failure) return null
  return (
    <span class="reason">
      {failure.message} <span class="muted">({failure.code})</span>
    </span>
  )
}

/** What to do about a failure, by its code. */
const advice: Record<number, string> = {
  95102: 'Check that the recording still exists and that its owner lets this server read it.',
  95103: 'The limit is MEDIA_MAX_BYTES of the server.',
  95104: 'WAV, MP3, FLAC and Ogg always work; other formats need ffmpeg on the server.',
  95105: 'Check that the address can be reached from the server; private ones need NETWORK_ALLOW.',
  95109: 'The file has no sound in it: check what was recorded.',
  95110: 'The address answered that there is nothing. Check it, or make a fresh one if it was signed.',
  95111: 'The address asks for credentials. Use a signed address, or upload the file.',
  95112: 'Record with 8 kHz or more.',
  95113: 'The file ends early or is damaged. Upload it again.',
  95114: 'The limit is MEDIA_MAX_SECONDS of the server.',
  95115: 'Only mono and stereo recordings can be transcribed.',
  95122: 'Check the recording SID, or upload the file.',
}

/** The whole story of a failed transcript. */
export function FailureNotice({ diagnostics }: { diagnostics: Diagnostics | null }) {
  const failure = diagnostics?.failure
  if (!failure) return null
  return (
    <Notice kind="bad">
      <h2>This call could not be transcribed</h2>
      <p>
        {failure.message}. It happened while {stageName(failure.stage).toLowerCase()}, code{' '}
        <a href={`https://www.twilio.com/docs/errors/${failure.code}`} rel="noreferrer" target="_blank">
          {failure.code}
        </a>
        .
      </p>
      {advice[failure.code] && <p>{advice[failure.code]}</p>}
    </Notice>
  )
}

/** Warnings and how long each stage took. */
export function DiagnosticsPanel({
  diagnostics,
  onSeek,
}: {
  diagnostics: Diagnostics | null
  onSeek: (seconds: number) => void
}) {
  if (!diagnostics) return null
  const { warnings, stages } = diagnostics
  return (
    <section class="panel">
      <h2>Processing</h2>
      {warnings.length > 0 && (
        <ul class="warnings">
          {warnings.map(({ code, message, start_time }, at) => (
            <li key={`${code} ${at}`}>
              {message}
              {start_time !== null && (
                <button type="button" class="link" onClick={() => onSeek(start_time)}>
                  {clock(start_time)}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <dl class="pairs">
        {stages.map(({ stage, duration_ms }) => (
          <div key={stage}>
            <dt>{stageName(stage)}</dt>
            <dd>{span(duration_ms / 1000)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
