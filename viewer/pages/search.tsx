// Full text over all transcripts.
import { useState } from 'preact/hooks'
import { get } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { clock, dateTime } from '../format.ts'
import { replaceQuery, route } from '../route.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Hit } from '../wire.ts'

/** The list stands under the first key that holds one. */
type Answer = Record<string, unknown> & { meta?: { next_page_url: string | null } }

/** The page. */
export function SearchPage() {
  document.title = 'Search · Verbatim'
  const query = route.value.query.get('q') ?? ''
  const [text, setText] = useState(query)
  const { value, trouble } = useLoaded<Answer | null>(
    async (signal) => (query ? get<Answer>('x/v1/Search', { Query: query, PageSize: 50 }, signal) : null),
    [query],
  )
  const hits = (Object.values(value ?? {}).find(Array.isArray) ?? []) as Hit[]
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
      <p class="muted">
        Words must all appear in a sentence; "…" for a phrase, or between words, − before a word to leave it
        out.
      </p>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      {query && value && (
        <p role="status">
          {hits.length === 0
            ? 'Nothing was found.'
            : `${hits.length}${value.meta?.next_page_url ? ' or more' : ''} sentences`}
        </p>
      )}
      <ul class="hits">
        {hits.map((hit) => (
          <li key={hit.sentence_sid}>
            <a href={`transcripts/${hit.transcript_sid}#t=${hit.start_time}`}>
              <span class="muted">
                {dateTime(hit.date_created)} · {clock(Number(hit.start_time))} · channel {hit.media_channel}
              </span>
              <span class="snippet">{marked(hit.snippet)}</span>
            </a>
          </li>
        ))}
      </ul>
    </main>
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
