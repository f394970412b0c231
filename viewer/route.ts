// Which page the address names. Links within the viewer change it without loading the page again.
import { signal } from '@preact/signals'

/** Where we are: segments of the path below the base of the page, and the query. */
export interface Route {
  segments: string[]
  query: URLSearchParams
}

const read = (): Route => {
  const base = new URL(document.baseURI).pathname
  const segments = location.pathname.slice(base.length).split('/').filter(Boolean)
  return { segments, query: new URLSearchParams(location.search) }
}

/** The current route. */
export const route = signal<Route>(read())

const pages = new Set(['', 'sign-in', 'transcripts', 'services', 'operators', 'search', 'webhooks'])

/** Goes to `path`, relative to the base of the page, with its query and fragment. */
export function navigate(path: string) {
  history.pushState(null, '', new URL(path, document.baseURI))
  scrollTo(0, 0)
  route.value = read()
}

/** Changes the query without a new step in the history. */
export function replaceQuery(query: Record<string, string>) {
  const url = new URL(location.href)
  url.search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  history.replaceState(null, '', url)
  route.value = read()
}

/** Watches the address and clicks on links to pages of the viewer. */
export function watchAddress() {
  addEventListener('popstate', () => {
    route.value = read()
  })
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    const base = new URL(document.baseURI)
    const url = new URL(link.href)
    const [page = ''] = url.pathname.slice(base.pathname.length).split('/')
    if (url.origin !== location.origin || !url.pathname.startsWith(base.pathname) || !pages.has(page)) return
    event.preventDefault()
    navigate(url.href)
  })
}
