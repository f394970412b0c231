// The list of transcripts, which a team lead opens every day.
import { useEffect, useRef, useState } from 'preact/hooks'
import { addressOf, ownPath } from '../api.ts'
import { FailureReason } from '../components/failure.tsx'
import { DateFilter, ServiceFilter } from '../components/filter-fields.tsx'
import { NewCall } from '../components/new-call.tsx'
import { Notice } from '../components/notice.tsx'
import { OperatorChips } from '../components/operator-chips.tsx'
import { StatusBadge, WorkProgress } from '../components/status.tsx'
import { clock, dateTime, isLive, speakerOf, statusWords, titleOf } from '../format.ts'
import { useTranscripts } from '../live-transcripts.ts'
import { navigate, replaceQuery, route } from '../route.ts'
import { listServices, nameOf } from '../services.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Progress, Service, Transcript } from '../wire.ts'

const PAGE_SIZE = 25
/** Filters that the address of the page carries, by the API's names. */
const filters = ['Status', 'ServiceSid', 'AfterDateCreated', 'BeforeDateCreated', 'Text'] as const
/** Where in the list the page is, in the address as well, so that Back finds it again. */
const places = ['Page', 'PageToken'] as const

const readQuery = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, route.value.query.get(name) ?? '']))

/** The page. */
export function TranscriptsPage() {
  document.title = 'Transcripts · Verbatim'
  const services = useLoaded(listServices, [])
  const asked = readQuery(filters)
  const place = readQuery(places)
  const path = addressOf('x/v1/Transcripts', { PageSize: PAGE_SIZE, ...asked, ...place })
  const list = useTranscripts(path, !place.PageToken)
  const rows = list.value?.transcripts ?? []
  const meta = list.value?.meta as
    | { next_page_url: string | null; previous_page_url: string | null; page: number }
    | undefined
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Transcripts</h1>
      {session.value?.scope !== 'read-only' && (
        <NewCall services={services.value ?? []} onCreated={list.reload} />
      )}
      <Filters asked={asked} services={services.value ?? []} />
      {list.trouble && <Notice kind="bad">{list.trouble}</Notice>}
      {list.value && <Table rows={rows} services={services.value ?? []} progress={list.progress} />}
      {list.value && rows.length === 0 && <Empty filtered={Object.values(asked).some(Boolean)} />}
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

/** Goes to the page of the list under an address out of an answer, keeping the filters. */
function turn(address: string | null | undefined) {
  if (!address) return
  const next = new URL(ownPath(address), document.baseURI).searchParams
  const query = Object.entries(readQuery(filters)).filter(([, value]) => value !== '')
  // The first page is where new calls appear, so it is not the one that begins at a certain row.
  if (next.get('Page') !== '0')
    for (const name of places) if (next.has(name)) query.push([name, next.get(name)!])
  navigate(`./?${new URLSearchParams(query)}`)
}

function Empty({ filtered }: { filtered: boolean }) {
  return (
    <p class="empty">
      {filtered
        ? 'No transcript fits.'
        : 'No calls yet. Drop a recording above to make the first transcript.'}
    </p>
  )
}

/** How long nothing must be typed before the list is asked. */
const TYPING_MS = 300

/** What is typed, which the address follows a little later. */
function useTyped(inAddress: string, ask: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress)
  const timer = useRef(0)
  // The address was changed otherwise: by a link, or a step back.
  useEffect(() => setTyped((last) => (last.trim() === inAddress ? last : inAddress)), [inAddress])
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask(text.trim()), TYPING_MS)
  }
  return [typed, type]
}

interface FiltersProps {
  asked: Record<string, string>
  services: Service[]
}

function Filters({ asked, services }: FiltersProps) {
  // Another question begins on its first page.
  const put = (text: string, more: Record<string, string>) =>
    replaceQuery({ ...readQuery(filters), Text: text.trim(), ...more })
  const [text, setText] = useTyped(asked.Text ?? '', (typed) => put(typed, {}))
  const ask = (name: string, value: string) => put(text, { [name]: value })
  const field = (name: string, label: string) => ({
    label,
    asked: asked[name] ?? '',
    onAsk: (value: string) => ask(name, value),
  })
  return (
    <search class="filters">
      <label class="grow">
        Filter
        <input
          type="search"
          placeholder="Name, customer key, service, SID"
          maxLength={200}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
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
      <ServiceFilter services={services} {...field('ServiceSid', 'Service')} />
      <DateFilter {...field('AfterDateCreated', 'From')} />
      <DateFilter {...field('BeforeDateCreated', 'Before')} />
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
