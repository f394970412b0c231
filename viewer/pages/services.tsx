// The account's Services, and making one.
import { useState } from 'preact/hooks'
import { explain, request } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { navigate } from '../route.ts'
import { listServices, nameOf } from '../services.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Service } from '../wire.ts'

const languages =
  'en-US en-GB en-AU da-DK nl-NL fr-FR de-DE it-IT no-NO pl-PL pt-BR pt-PT es-MX es-ES es-US sv-SE'.split(' ')

/** The page. */
export function ServicesPage() {
  document.title = 'Services · Verbatim'
  const services = useLoaded(listServices, [])
  return (
    <main id="main" tabIndex={-1} class="page">
      <h1>Services</h1>
      <p class="muted">A Service holds the settings that transcripts are made under.</p>
      {services.trouble && <Notice kind="bad">{services.trouble}</Notice>}
      {session.value?.scope !== 'read-only' && <NewService />}
      {services.value && services.value.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Language</th>
              <th scope="col">Redaction</th>
              <th scope="col">Webhook</th>
              <th scope="col" class="number">
                Operators
              </th>
            </tr>
          </thead>
          <tbody>
            {services.value.map((one) => (
              <tr key={one.sid}>
                <td>
                  <div class="title">
                    <a href={`services/${one.sid}`}>{nameOf(one)}</a>
                    <code class="muted">{one.sid}</code>
                  </div>
                </td>
                <td>{one.language_code}</td>
                <td>{one.media_redaction ? 'Text and audio' : one.auto_redaction ? 'Text' : 'None'}</td>
                <td class="wrap">{one.webhook_http_method === 'NULL' ? 'None' : one.webhook_url}</td>
                <td class="number">{one.read_only_attached_operator_sids.length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  )
}

function NewService() {
  const [trouble, setTrouble] = useState('')
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<
      string,
      string
    >
    try {
      const { sid } = await request<Service>('POST', 'v2/Services', { form })
      navigate(`services/${sid}`)
    } catch (error) {
      setTrouble(explain(error))
    }
  }
  return (
    <form class="card row-form" onSubmit={onSubmit}>
      <label>
        Unique name
        <input name="UniqueName" required maxLength={255} />
      </label>
      <label>
        Language
        <select name="LanguageCode">
          {languages.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <button type="submit">New Service</button>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
    </form>
  )
}
