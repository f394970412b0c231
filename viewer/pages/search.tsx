// Full text over all transcripts.
import { useEffect, useState } from 'preact/hooks'
import { addressOf, explain, get, ownPath } from '../api.ts'
import { DateFilter, ServiceFilter, TypedFilter } from '../components/filter-fields.tsx'
import { Notice } from '../components/notice.tsx'
import { clock, dateTime, voiceName } from '../format.ts'
import { replaceQuery, route } from '../route.ts'
import { listServices, nameOf } from '../services.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Hit, Listed, Service } from '../wire.ts'

const PAGE_SIZE = 50

/** Filters in the address, by the API's names. */
const filters = ['ServiceSid', 'AfterDateCreated', 'BeforeDateCreated', 'Speaker', 'CustomerKey'] as const

/** The page. */
export function SearchPage() {
  document.title = 'Search · Verbatim'
  const services = useLoaded(listServices, [])
  const query = route.value.query.get('q') ?? ''
  const asked = Object.fromEntries(filters.map((name) => [name, route.value.query.get(name) ?? '']))
  const [text, setText] = useState(query)
  // Not in the address: who follows a link should not be shown personal data unasked.
  const [spoken, setSpoken] = useState(false)
  const { hits, hint, more, trouble, loadMore } = useHits(query, asked, spoken)
  const ask = (more: Record<string, string>) => replaceQuery({ q: text.trim(), ...asked, ...more })
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Search</h1>
      <form
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault()
          ask({})
        }}
      >
        <input
          type="search"
          aria-label="Search all transcripts"
          placeholder={'refund, "cancel my account", refund -policy'}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button class="primary" type="submit">
          Search
        </button>
      </form>
      <SearchFilters asked={asked} services={services.value ?? []} onAsk={ask} />
      {session.value?.scope !== 'redacted-only' && (
        <label class="check">
          <input
            type="checkbox"
            checked={spoken}
            onChange={(event) => setSpoken(event.currentTarget.checked)}
          />
          <span>
            As it was spoken <span class="muted">with personal data; the audit log notes it</span>
          </span>
        </label>
      )}
      <p class="muted">
        Words must all appear in a sentence, in any form. <code>"…"</code> for a phrase, <code>or</code>{' '}
        between alternatives, <code>-</code> or <code>NOT</code> before what must not appear.
      </p>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <p role="status">{query && hits && (hint ?? countOf(hits, more))}</p>
      <ul class="hits">
        {hits?.map((hit) => (
          <Found key={hit.sentence_sid} hit={hit} services={services.value ?? []} />
        ))}
      </ul>
      {more && (
        <p class="pager">
          <button type="button" onClick={loadMore}>
            Show more
          </button>
        </p>
      )}
    </main>
  )
}

interface SearchFiltersProps {
  asked: Record<string, string>
  services: Service[]
  onAsk: (more: Record<string, string>) => void
}

function SearchFilters({ asked, services, onAsk }: SearchFiltersProps) {
  const field = (name: string, label: string) => ({
    label,
    asked: asked[name] ?? '',
    onAsk: (value: string) => onAsk({ [name]: value }),
  })
  return (
    <search class="filters" aria-label="Where to search">
      <ServiceFilter services={services} {...field('ServiceSid', 'Service')} />
      <TypedFilter {...field('Speaker', 'Said by')} placeholder="Agent, Customer" />
      <TypedFilter {...field('CustomerKey', 'Customer key')} placeholder="Any" />
      <DateFilter {...field('AfterDateCreated', 'From')} />
      <DateFilter {...field('BeforeDateCreated', 'Before')} />
    </search>
  )
}

interface Hits {
  /** Null before the first answer. */
  hits: Hit[] | null
  /** Why nothing can be found, when that lies in the question. */
  hint: string | null
  more: boolean
  trouble: string
  loadMore(): void
}

/** What a search found so far. Another search, or another view, drops all of it. */
function useHits(query: string, asked: Record<string, string>, spoken: boolean): Hits {
  const [hits, setHits] = useState<Hit[] | null>(null)
  const [hint, setHint] = useState<string | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [trouble, setTrouble] = useState('')
  const [leaving, setLeaving] = useState(new AbortController())
  const load = async (path: string, known: Hit[], { signal }: AbortController) => {
    try {
      const page = await get<Listed<'results', Hit> & { hint: string | null }>(path, {}, signal)
      if (signal.aborted) return
      setHits([...known, ...page.results])
      setHint(page.hint)
      setNext(page.meta.next_page_url && ownPath(page.meta.next_page_url))
      setTrouble('')
    } catch (error) {
      if (!signal.aborted) setTrouble(explain(error))
    }
  }
  useEffect(() => {
    const fresh = new AbortController()
    setLeaving(fresh)
    setHits(null)
    setNext(null)
    setTrouble('')
    const wanted = { Query: query, PageSize: PAGE_SIZE, Redacted: !spoken, ...asked }
    if (query) void load(addressOf('x/v1/Search', wanted), [], fresh)
    return () => fresh.abort()
  }, [query, spoken, Object.values(asked).join('\n')])
  return {
    hits,
    hint,
    more: next !== null,
    trouble,
    loadMore: () => {
      if (next) void load(next, hits ?? [], leaving)
    },
  }
}

function countOf(hits: readonly Hit[], more: boolean): string {
  if (hits.length === 0) return 'Nothing was found.'
  if (more) return `The newest ${hits.length} sentences`
  return hits.length === 1 ? 'One sentence' : `${hits.length} sentences`
}

function Found({ hit, services }: { hit: Hit; services: Service[] }) {
  const service = services.find(({ sid }) => sid === hit.service_sid)
  const where = [
    hit.customer_key ?? `Call ${hit.transcript_sid.slice(2, 8)}`,
    service && nameOf(service),
    dateTime(hit.date_created),
    clock(Number(hit.start_time)),
  ]
  const who = hit.speaker === null ? hit.role || `Channel ${hit.media_channel}` : voiceName(hit.speaker)
  return (
    <li>
      <a href={`transcripts/${hit.transcript_sid}#t=${hit.start_time}`}>
        <span class="muted">{where.filter(Boolean).join(' · ')}</span>
        <span class="snippet">
          <strong>{who}</strong> {marked(hit.snippet)}
        </span>
      </a>
    </li>
  )
}

/** The snippet with its marks; everything else in it is text. */
function marked(snippet: string) {
  return snippet
    .split(/<mark>|<\/mark>/)
    .map((part, at) => (at % 2 === 1 ? <mark key={at}>{plain(part)}</mark> : plain(part)))
}

function plain(text: string): string {
  const signs: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  }
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (sign) => signs[sign]!)
}
