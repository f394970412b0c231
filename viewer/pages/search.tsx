// Full text over all transcripts.
import { useEffect, useState } from 'preact/hooks'
import { explain, get, ownPath } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { clock, dateTime } from '../format.ts'
import { replaceQuery, route } from '../route.ts'
import { session } from '../session.ts'
import type { Hit, Listed } from '../wire.ts'

const PAGE_SIZE = 50

/** The page. */
export function SearchPage() {
  document.title = 'Search · Verbatim'
  const query = route.value.query.get('q') ?? ''
  const [text, setText] = useState(query)
  // Not in the address: who follows a link should not be shown personal data unasked.
  const [spoken, setSpoken] = useState(false)
  const { hits, more, trouble, loadMore } = useHits(query, spoken)
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Search</h1>
      <form
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault()
          replaceQuery({ q: text.trim() })
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
        Words must all appear in a sentence; "…" for a phrase, or between words, − before a word to leave it
        out.
      </p>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <p role="status">{query && hits && countOf(hits, more)}</p>
      <ul class="hits">
        {hits?.map((hit) => (
          <Found key={hit.sentence_sid} hit={hit} />
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

interface Hits {
  /** Null before the first answer. */
  hits: Hit[] | null
  more: boolean
  trouble: string
  loadMore(): void
}

/** What a search found so far. Another search, or another view, drops all of it. */
function useHits(query: string, spoken: boolean): Hits {
  const [hits, setHits] = useState<Hit[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [trouble, setTrouble] = useState('')
  const [leaving, setLeaving] = useState(new AbortController())
  const load = async (path: string, known: Hit[], { signal }: AbortController) => {
    try {
      const page = await get<Listed<'results', Hit>>(path, {}, signal)
      if (signal.aborted) return
      setHits([...known, ...page.results])
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
    const asked = new URLSearchParams({
      Query: query,
      PageSize: String(PAGE_SIZE),
      Redacted: String(!spoken),
    })
    if (query) void load(`x/v1/Search?${asked}`, [], fresh)
    return () => fresh.abort()
  }, [query, spoken])
  return {
    hits,
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

function Found({ hit }: { hit: Hit }) {
  return (
    <li>
      <a href={`transcripts/${hit.transcript_sid}#t=${hit.start_time}`}>
        <span class="muted">
          {dateTime(hit.date_created)} · {clock(Number(hit.start_time))} · channel {hit.media_channel}
        </span>
        <span class="snippet">{marked(hit.snippet)}</span>
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
