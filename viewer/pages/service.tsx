// The settings of one Service, and the operators that run for it.
import { useState } from 'preact/hooks'
import { ApiError, explain, get, request } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { isCustom, listOperators } from '../operators.ts'
import { nameOf } from '../services.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Service } from '../wire.ts'

/** The page. */
export function ServicePage({ sid }: { sid: string }) {
  const service = useLoaded((signal) => get<Service>(`v2/Services/${sid}`, {}, signal), [sid])
  // Kept here: the form is made anew with what was saved.
  const [said, setSaid] = useState<Said>(null)
  document.title = `${service.value ? nameOf(service.value) : 'Service'} · Verbatim`
  return (
    <main id="main" tabIndex={-1} class="page narrow">
      <p>
        <a href="services">← Services</a>
      </p>
      <h1>{service.value ? nameOf(service.value) : 'Service'}</h1>
      {service.trouble && <Notice kind="bad">{service.trouble}</Notice>}
      {service.value && (
        <>
          <p class="muted">
            <code>{sid}</code> · {service.value.language_code}
          </p>
          <Settings
            key={service.value.version}
            service={service.value}
            said={said}
            onSaid={setSaid}
            onSaved={service.reload}
          />
          <Operators service={service.value} onChanged={service.reload} />
        </>
      )}
    </main>
  )
}

/** How the last saving went. */
type Said = { kind: 'bad' | 'note'; text: string } | null

interface SettingsProps {
  service: Service
  said: Said
  onSaid: (said: Said) => void
  onSaved: () => void
}

function Settings({ service, said, onSaid, onSaved }: SettingsProps) {
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string) => String(given.get(name) ?? '')
    const form = {
      FriendlyName: text('FriendlyName'),
      AutoTranscribe: given.has('AutoTranscribe'),
      AutoRedaction: given.has('AutoRedaction'),
      MediaRedaction: given.has('MediaRedaction'),
      WebhookUrl: text('WebhookUrl'),
      ...(text('WebhookUrl') && { WebhookHttpMethod: text('WebhookHttpMethod') }),
    }
    try {
      await request('POST', `v2/Services/${service.sid}`, {
        form,
        headers: { 'If-Match': String(service.version) },
      })
      onSaid({ kind: 'note', text: 'Saved.' })
      onSaved()
    } catch (error) {
      const stale = error instanceof ApiError && error.status === 412
      onSaid({
        kind: 'bad',
        text: stale
          ? 'Somebody else has changed this Service meanwhile: load the page again.'
          : explain(error),
      })
    }
  }
  const check = (name: string, on: boolean, label: string, what: string) => (
    <label class="check block">
      <input type="checkbox" name={name} defaultChecked={on} />
      <span>
        {label} <span class="muted">{what}</span>
      </span>
    </label>
  )
  return (
    <form class="card form" onSubmit={onSubmit}>
      <h2>Settings</h2>
      {said && <Notice kind={said.kind}>{said.text}</Notice>}
      <label>
        Name for people
        <input name="FriendlyName" maxLength={64} defaultValue={service.friendly_name ?? ''} />
      </label>
      {check(
        'AutoRedaction',
        service.auto_redaction,
        'Redact text',
        'names, numbers and addresses are left out',
      )}
      {check(
        'MediaRedaction',
        service.media_redaction,
        'Redact audio',
        'they are silenced as well; needs the text',
      )}
      {check(
        'AutoTranscribe',
        service.auto_transcribe,
        'Transcribe new recordings',
        'as their callbacks arrive',
      )}
      <label>
        Webhook
        <input
          name="WebhookUrl"
          type="url"
          placeholder="https://…"
          defaultValue={service.webhook_url ?? ''}
        />
      </label>
      <label>
        Method
        <select
          name="WebhookHttpMethod"
          defaultValue={service.webhook_http_method === 'GET' ? 'GET' : 'POST'}
        >
          <option>POST</option>
          <option>GET</option>
        </select>
      </label>
      <button class="primary" type="submit" disabled={session.value?.scope === 'read-only'}>
        Save
      </button>
    </form>
  )
}

function Operators({ service, onChanged }: { service: Service; onChanged: () => void }) {
  const operators = useLoaded(listOperators, [])
  const [trouble, setTrouble] = useState('')
  const attached = new Set(service.read_only_attached_operator_sids)
  const change = async (sid: string, on: boolean) => {
    try {
      setTrouble('')
      await request(on ? 'POST' : 'DELETE', `v2/Services/${service.sid}/Operators/${sid}`)
    } catch (error) {
      setTrouble(explain(error))
    }
    onChanged()
  }
  return (
    <section class="card">
      <h2>Operators</h2>
      <p class="muted">Those that are attached run on every later transcript of this Service.</p>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <ul class="operators">
        {(operators.value ?? []).map((one) => (
          <li key={one.sid}>
            <label class="check block">
              <input
                type="checkbox"
                checked={attached.has(one.sid)}
                disabled={session.value?.scope === 'read-only'}
                onChange={(event) => void change(one.sid, event.currentTarget.checked)}
              />
              <span>
                {one.friendly_name}{' '}
                <span class="muted">{isCustom(one) ? one.operator_type : 'pre-built'}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p>
        <a href="operators">Write an operator of your own</a>
      </p>
    </section>
  )
}
