// The head of every page: where to go, how it looks, who is signed in.
import { route } from '../route.ts'
import { session, signOut } from '../session.ts'
import { keysOn, type Theme, theme, themes } from '../theme.ts'
import { Menu } from './menu.tsx'

const places: [path: string, name: string][] = [
  ['', 'Transcripts'],
  ['search', 'Search'],
  ['services', 'Services'],
  ['operators', 'Operators'],
  ['webhooks', 'Webhooks'],
]

/** The bar. */
export function TopBar() {
  const [page = ''] = route.value.segments
  const current = page === 'transcripts' ? '' : page
  return (
    <header class="top-bar">
      <a class="brand" href="./">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M8 13v6M13 8v16M18.500 11.500v9M24 14v4" />
        </svg>
        Verbatim
      </a>
      <nav aria-label="Pages">
        {places.map(([path, name]) => (
          <a key={path} href={path || './'} aria-current={path === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Menu label={<AccountName />} title="Account and appearance">
        <label>
          Appearance
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as Theme
            }}
          >
            {themes.map((one) => (
              <option key={one} value={one}>
                {one[0]!.toUpperCase() + one.slice(1)}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={keysOn.value}
            onChange={(event) => {
              keysOn.value = event.currentTarget.checked
            }}
          />
          Keyboard shortcuts
        </label>
        <a href="docs" target="_blank" rel="noreferrer">
          API documentation
        </a>
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </Menu>
    </header>
  )
}

function AccountName() {
  const { account_sid = '', key_sid = null, scope = 'full' } = session.value ?? {}
  return (
    <>
      <code>{(key_sid ?? account_sid).slice(0, 8)}…</code>
      {scope !== 'full' && <span class="badge">{scope}</span>}
    </>
  )
}
