// The list of transcripts, which a team lead opens every day.
import { useState } from 'preact/hooks'
import { addressOf, ownPath } from '../api.ts'
import { FailureReason } from '../components/failure.tsx'
import { NewCall } from '../components/new-call.tsx'
import { Notice } from '../components/notice.tsx'
import { OperatorChips } from '../components/operator-chips.tsx'
import { StatusBadge, WorkProgress } from '../components/status.tsx'
import { clock, dateTime, isLive, speakerOf, statusWords, titleOf } from '../format.ts'
import { useTranscripts } from '../live-transcripts.ts'
import { replaceQuery, route } from '../route.ts'
import { listServices, nameOf } from '../services.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Progress, Service, Transcript } from '../wire.ts'

const PAGE_SIZE = 25
/** Filters that the address of the page carries, by the API's names. */
const filters = ['Status', 'ServiceSid', 'AfterDateCreated', 'BeforeDateCreated'] as const

/** The page. */
export function TranscriptsPage() {
  document.title = 'Transcripts · Verbatim'
  const services = useLoaded(listServices, [])
  const { query } = route.value
  const asked = Object.fromEntries(filters.map((name) => [name, query.get(name) ?? '']))
  const [page, setPage] = useState<{ of: string; path: string } | null>(null)
  const [text, setText] = useState('')
  const first = addressOf('v2/Transcripts', { PageSize: PAGE_SIZE, ...asked })
  const list = useTranscripts(page?.of === first ? page.path : first)
  const shown = (list.value?.transcripts ?? []).filter((one) => matches(one, text, services.value))
  const turn = (url: string | null | undefined) => setPage(url ? { of: first, path: ownPath(url) } : null)
  const meta = list.value?.meta as
    | { next_page_url: string | null; previous_page_url: string | null; page: number }
    | undefined
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Transcripts</h1>
      {session.value?.scope !== 'read-only' && (
        <NewCall services={services.value ?? []} onCreated={list.reload} />
      )}
      <Filters asked={asked} services={services.value ?? []} text={text} onText={setText} />
      {list.trouble && <Notice kind="bad">{list.trouble}</Notice>}
      {list.value && <Table rows={shown} services={services.value ?? []} progress={list.progress} />}
      {list.value && shown.length === 0 && (
        <Empty filtered={text !== '' || Object.values(asked).some(Boolean)} />
      )}
      <nav class="pager" aria-label="Pages of the list">
        <button
          type="button"
          disabled={!meta?.previous_page_url}
          onClick={() => turn(meta?.previous_page_url)}
        >
          ← Newer
        </button>
        <span class="muted">Page {(meta?.page ?? 0) + 1}</span>
        <button type="button" disabled={!meta?.next_page_url} onClick={() => turn(meta?.next_page_url)}>
          Older →
        </button>
      </nav>
    </main>
  )
}

function matches(transcript: Transcript, text: string, services: Service[] | null): boolean {
  const service = services?.find(({ sid }) => sid === transcript.service_sid)
  const people = transcript.channel.participants.flatMap(({ full_name, user_id, media_participant_id }) => [
    full_name,
    user_id,
    media_participant_id,
  ])
  const { media_url, source_sid } = transcript.channel.media_properties
  const all = [
    transcript.sid,
    transcript.customer_key,
    service && nameOf(service),
    media_url,
    source_sid,
    ...people,
  ]
  return all.filter(Boolean).join('\n').toLowerCase().includes(text.trim().toLowerCase())
}

function Empty({ filtered }: { filtered: boolean }) {
  return (
    <p class="empty">
      {filtered
        ? 'No transcript on this page fits.'
        : 'No calls yet. Drop a recording above to make the first transcript.'}
    </p>
  )
}

interface FiltersProps {
  asked: Record<string, string>
  services: Service[]
  text: string
  onText: (text: string) => void
}

function Filters({ asked, services, text, onText }: FiltersProps) {
  const ask = (name: string, value: string) => replaceQuery({ ...asked, [name]: value })
  const date = (name: string, label: string) => (
    <label>
      {label}
      <input
        type="date"
        value={asked[name]?.slice(0, 10) ?? ''}
        onChange={({ currentTarget: { value } }) => ask(name, value && `${value}T00:00:00Z`)}
      />
    </label>
  )
  return (
    <search class="filters">
      <label class="grow">
        Filter
        <input
          type="search"
          placeholder="Name, customer key, service, SID"
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </label>
      <label>
        Status
        <select value={asked.Status} onChange={(event) => ask('Status', event.currentTarget.value)}>
          <option value="">Any</option>
          {(['queued', 'in-progress', 'completed', 'failed', 'canceled'] as const).map((one) => (
            <option key={one} value={one}>
              {statusWords[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Service
        <select value={asked.ServiceSid} onChange={(event) => ask('ServiceSid', event.currentTarget.value)}>
          <option value="">Any</option>
          {services.map((one) => (
            <option key={one.sid} value={one.sid}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      {date('AfterDateCreated', 'From')}
      {date('BeforeDateCreated', 'Before')}
    </search>
  )
}

function Table({
  rows,
  services,
  progress,
}: {
  rows: Transcript[]
  services: Service[]
  progress: Record<string, Progress>
}) {
  if (rows.length === 0) return null
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">Status</th>
          <th scope="col">Service</th>
          <th scope="col">Date</th>
          <th scope="col" class="number">
            Length
          </th>
          <th scope="col">Operators</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <Row key={one.sid} transcript={one} services={services} progress={progress[one.sid]} />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  transcript,
  services,
  progress,
}: {
  transcript: Transcript
  services: Service[]
  progress: Progress | undefined
}) {
  const { sid, status, service_sid, date_created, duration, channel, redaction } = transcript
  const service = services.find((one) => one.sid === service_sid)
  const roles = channel.participants.map(
    (one) => speakerOf(channel.participants, one.channel_participant).role,
  )
  return (
    <tr data-status={status}>
      <td>
        <div class="title">
          <a href={`transcripts/${sid}`}>{titleOf(transcript)}</a>
          <span class="muted">
            {roles.join(', ')}
            {redaction && ' · redacted'}
          </span>
        </div>
      </td>
      <td>
        <StatusBadge status={status} />
        {isLive(status) && <WorkProgress progress={progress} />}
        {status === 'failed' && <FailureReason sid={sid} />}
      </td>
      <td>{service ? nameOf(service) : <span class="muted">gone</span>}</td>
      <td>
        <time dateTime={date_created}>{dateTime(date_created)}</time>
      </td>
      <td class="number">{duration > 0 && clock(duration)}</td>
      <td>{status === 'completed' && <OperatorChips sid={sid} />}</td>
    </tr>
  )
}
