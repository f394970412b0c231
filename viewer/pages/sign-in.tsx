// Signing in with an account's token or a key's secret. Neither is kept in the page.
import { useState } from 'preact/hooks'
import { explain } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { signIn } from '../session.ts'

/** The form. */
export function SignInPage() {
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    setBusy(true)
    setTrouble('')
    try {
      await signIn(String(form.get('sid')).trim(), String(form.get('secret')).trim())
    } catch (error) {
      setTrouble(
        (error as { status?: number }).status === 401 ? 'This SID and secret do not fit' : explain(error),
      )
      setBusy(false)
    }
  }
  return (
    <main class="sign-in">
      <form class="card" onSubmit={onSubmit}>
        <h1>Sign in to Verbatim</h1>
        <p class="muted">With the credentials that your programs use.</p>
        {trouble && <Notice kind="bad">{trouble}</Notice>}
        <label>
          Account or key SID
          <input name="sid" required autocomplete="username" spellcheck={false} placeholder="AC… or SK…" />
        </label>
        <label>
          Auth token or key secret
          <input name="secret" type="password" required autocomplete="current-password" />
        </label>
        <button class="primary" type="submit" disabled={busy}>
          Sign in
        </button>
      </form>
    </main>
  )
}
