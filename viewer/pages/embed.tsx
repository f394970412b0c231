// One call inside a page of somebody else: to read and to hear, without ways to anywhere else. What opens it is good
// once, and what reads is kept in this page alone.
import { useEffect, useState } from 'preact/hooks'
import { ApiError, explain, readAs, request } from '../api.ts'
import { Conversation } from '../components/conversation.tsx'
import { KeyHelp } from '../components/key-help.tsx'
import { Notice } from '../components/notice.tsx'
import { WorkProgress } from '../components/status.tsx'
import { clock, dateTime, isLive, titleOf } from '../format.ts'
import { useCall } from '../transcript/use-call.ts'
import type { EmbedSession, Transcript } from '../wire.ts'

/** Keys that would lead out of the view. */
const withoutKeys = ['R', 'C']
/** Keys for what is heard. */
const soundKeys = ['Space  K', '[  ]', 'M', '1  2']
const nothing = () => undefined

/** The page for a frame. */
export function EmbedPage({ sid }: { sid: string }) {
  const [view, setView] = useState<EmbedSession | null>(null)
  const [trouble, setTrouble] = useState('')
  useEffect(() => {
    openView(sid).then(setView, (error) => {
      const used = error instanceof ApiError && error.status === 401
      setTrouble(used ? 'This view was opened before, or its link has expired.' : explain(error))
    })
  }, [])
  if (view) return <EmbeddedCall view={view} />
  return (
    <main class="page" aria-busy={!trouble}>
      <h1 class="visually-hidden">Transcript</h1>
      {trouble && <Notice kind="bad">{trouble} Load the page that it stands in again.</Notice>}
    </main>
  )
}

/** Trades the token in the address for one that reads. The address keeps the moment to begin at, if it names one. */
async function openView(sid: string): Promise<EmbedSession> {
  const given = new URLSearchParams(location.hash.slice(1))
  const at = given.get('t')
  history.replaceState(null, '', `${location.pathname}${at ? `#t=${at}` : ''}`)
  const view = await request<EmbedSession>('POST', 'x/v1/EmbedSessions', {
    json: { token: given.get('token') ?? '' },
  })
  if (view.transcript_sid !== sid) throw new Error('This link belongs to another transcript.')
  readAs(view.access_token)
  return view
}

function EmbeddedCall({ view }: { view: EmbedSession }) {
  const { transcript_sid: sid, redacted, media: sound } = view
  const opened = useCall(sid, { redacted, sound, surroundings: false })
  const [help, setHelp] = useState(false)
  const { call } = opened
  const transcript = call.transcript.value
  const status = transcript?.status
  return (
    <main id="main" tabIndex={-1} class="page transcript-page embedded">
      <Head transcript={transcript} redacted={redacted} onHelp={() => setHelp(true)} />
      {call.trouble.value && <Notice kind="bad">{call.trouble.value}</Notice>}
      {status && isLive(status) && (
        <section class="card">
          <WorkProgress progress={call.progress.value} />
        </section>
      )}
      {(status === 'failed' || status === 'canceled') && (
        <Notice kind="note">There is no transcript of this call.</Notice>
      )}
      {status === 'completed' && call.sentences.value && (
        <Conversation
          opened={opened}
          silent={!sound}
          commands={{
            redaction: nothing,
            copyLink: nothing,
            help: () => setHelp(true),
            escape: () => setHelp(false),
          }}
        />
      )}
      {help && (
        <KeyHelp
          without={sound ? withoutKeys : [...withoutKeys, ...soundKeys]}
          onClose={() => setHelp(false)}
        />
      )}
    </main>
  )
}

function Head({
  transcript,
  redacted,
  onHelp,
}: {
  transcript: Transcript | null
  redacted: boolean
  onHelp: () => void
}) {
  if (!transcript) return <h1 class="loading">Transcript</h1>
  const { date_created, duration, redaction } = transcript
  return (
    <header class="call-head">
      <div>
        <h1>{titleOf(transcript)}</h1>
        <p class="facts muted">
          {redaction && redacted && <span class="badge">Redacted</span>}
          <time dateTime={date_created}>{dateTime(date_created)}</time>
          {duration > 0 && <span>{clock(duration)}</span>}
        </p>
      </div>
      <button type="button" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onClick={onHelp}>
        ?
      </button>
    </header>
  )
}
