// The viewer: which page is shown, for whom.
import './styles/base.css'
import './styles/layout.css'
import './styles/forms.css'
import './styles/transcript.css'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { TopBar } from './components/top-bar.tsx'
import { EmbedPage } from './pages/embed.tsx'
import { OperatorsPage } from './pages/operators.tsx'
import { SearchPage } from './pages/search.tsx'
import { ServicePage } from './pages/service.tsx'
import { ServicesPage } from './pages/services.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { TranscriptPage } from './pages/transcript.tsx'
import { TranscriptsPage } from './pages/transcripts.tsx'
import { WebhooksPage } from './pages/webhooks.tsx'
import { navigate, route, watchAddress } from './route.ts'
import { loadSession, session } from './session.ts'
import './theme.ts'

function App() {
  const [page, sid] = route.value.segments
  const signedIn = session.value
  useEffect(() => {
    if (signedIn && page === 'sign-in') navigate('./')
  }, [signedIn, page])
  if (page === 'embed' && sid) return <EmbedPage sid={sid} />
  if (signedIn === undefined) return <main aria-busy="true" class="page" />
  if (signedIn === null) return <SignInPage />
  return (
    <>
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        Skip to content
      </button>
      <TopBar />
      <Page page={page ?? ''} sid={sid} />
    </>
  )
}

function Page({ page, sid }: { page: string; sid: string | undefined }) {
  if (page === 'transcripts' && sid) return <TranscriptPage key={sid} sid={sid} />
  if (page === 'services') return sid ? <ServicePage key={sid} sid={sid} /> : <ServicesPage />
  if (page === 'operators') return <OperatorsPage />
  if (page === 'search') return <SearchPage />
  if (page === 'webhooks') return <WebhooksPage />
  return <TranscriptsPage />
}

watchAddress()
// An embedded view is nobody's but its token's.
if (route.value.segments[0] !== 'embed') void loadSession()
render(<App />, document.getElementById('app')!)
