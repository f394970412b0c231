// What webhooks were called and what came of it, with a button that sends an event once more.
import { useState } from 'preact/hooks'
import { explain, get, request } from '../api.ts'
import { dateTime } from '../format.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Delivery, Listed } from '../wire.ts'
import { Notice } from './notice.tsx'

/** The newest attempts; `transcriptSid` leaves only those that announced that call, without a column for it. */
export function DeliveryLog({ transcriptSid, empty }: { transcriptSid?: string; empty: string }) {
  const query = { PageSize: 100, TranscriptSid: transcriptSid }
  const log = useLoaded(
    (signal) => get<Listed<'webhooks', Delivery>>('x/v1/Webhooks', query, signal),
    [transcriptSid],
  )
  const [said, setSaid] = useState<{ kind: 'bad' | 'note'; text: string } | null>(null)
  const replay = async ({ sid }: Delivery) => {
    try {
      await request('POST', `x/v1/Webhooks/${sid}/Replay`)
      setSaid({
        kind: 'note',
        text: 'The event is sent once more; the attempt appears here when it was made.',
      })
      for (const seconds of [1.5, 5, 15, 40]) setTimeout(log.reload, seconds * 1000)
    } catch (error) {
      setSaid({ kind: 'bad', text: explain(error) })
    }
  }
  const rows = log.value?.webhooks ?? []
  return (
    <>
      <p class="actions">
        <button type="button" onClick={log.reload}>
          Refresh
        </button>
      </p>
      {log.trouble && <Notice kind="bad">{log.trouble}</Notice>}
      {said && <Notice kind={said.kind}>{said.text}</Notice>}
      {log.value && rows.length === 0 && <p class="empty">{empty}</p>}
      {rows.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Sent</th>
              <th scope="col">To</th>
              {!transcriptSid && <th scope="col">Transcript</th>}
              <th scope="col" class="number">
                Attempt
              </th>
              <th scope="col">Answer</th>
              <th scope="col">
                <span class="visually-hidden">Replay</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <Attempt key={one.sid} one={one} named={!transcriptSid} onReplay={replay} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Attempt(props: { one: Delivery; named: boolean; onReplay: (one: Delivery) => Promise<void> }) {
  const { one, named, onReplay } = props
  return (
    <tr>
      <td>
        <time dateTime={one.date_created}>{dateTime(one.date_created)}</time>
      </td>
      <td class="wrap">
        <span class="muted">{one.method}</span> {one.webhook_url}
      </td>
      {named && (
        <td>
          <a href={`transcripts/${one.transcript_sid}`}>{one.transcript_sid.slice(0, 10)}…</a>
        </td>
      )}
      <td class="number">{one.attempt}</td>
      <td>
        <span class={`badge ${one.code === null ? 'status-completed' : 'status-failed'}`}>
          {one.status ?? 'none'}
          {one.code !== null && ` (${one.code})`}
        </span>
      </td>
      <td>
        {session.value?.scope !== 'read-only' && (
          <button type="button" aria-label={`Replay ${one.sid}`} onClick={() => void onReplay(one)}>
            Replay
          </button>
        )}
      </td>
    </tr>
  )
}
