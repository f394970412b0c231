// Operators: the pre-built ones to read about, the account's own to write.
import { useState } from 'preact/hooks'
import { explain, request } from '../api.ts'
import { Notice } from '../components/notice.tsx'
import { OperatorTrialPanel } from '../components/operator-trial.tsx'
import { isCustom, listOperators } from '../operators.ts'
import { session } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Operator } from '../wire.ts'

/** What a config begins with, by type. */
const samples: Record<string, object> = {
  PhraseMatching: {
    phrase_sets: [{ name: 'Cancel intention', phrases: ['cancel my account'], match: 'stem' }],
  },
  Generative: { prompt: 'What does the customer want? Answer in one sentence.' },
  GenerativeJSON: {
    prompt: 'What does the customer want?',
    json_result_schema: { type: 'object', properties: { wish: { type: 'string' } } },
  },
}

/** The page. */
export function OperatorsPage() {
  document.title = 'Operators · Verbatim'
  const operators = useLoaded(listOperators, [])
  const [edited, setEdited] = useState<Operator | 'new' | null>(null)
  const own = (operators.value ?? []).filter(isCustom)
  const prebuilt = (operators.value ?? []).filter((one) => !isCustom(one))
  // Those who may not see everything may not make them, the server says.
  const writes = session.value?.scope === 'full'
  const done = () => {
    setEdited(null)
    operators.reload()
  }
  return (
    <main id="main" tabIndex={-1} class="page narrow">
      <div class="head-row">
        <h1>Operators</h1>
        {writes && (
          <button type="button" onClick={() => setEdited('new')}>
            New operator
          </button>
        )}
      </div>
      {operators.trouble && <Notice kind="bad">{operators.trouble}</Notice>}
      {edited && <Editor key={edited === 'new' ? 'new' : edited.sid} operator={edited} onDone={done} />}
      <section class="card">
        <h2>Your own</h2>
        {own.length === 0 && <p class="muted">None yet.</p>}
        <ul class="operators">
          {own.map((one) => (
            <li key={one.sid}>
              <span>
                {one.friendly_name} <span class="muted">{one.operator_type}</span>
              </span>
              {writes && (
                <button type="button" aria-label={`Edit ${one.friendly_name}`} onClick={() => setEdited(one)}>
                  Edit
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>Pre-built</h2>
        <ul class="operators">
          {prebuilt.map((one) => (
            <li key={one.sid}>
              {one.friendly_name} <code class="muted">{one.operator_type}</code>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}

function Editor({ operator, onDone }: { operator: Operator | 'new'; onDone: () => void }) {
  const fresh = operator === 'new'
  const [type, setType] = useState(fresh ? 'PhraseMatching' : operator.operator_type)
  const [config, setConfig] = useState(text(fresh ? samples.PhraseMatching! : operator.config))
  const [trouble, setTrouble] = useState('')
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const FriendlyName = String(new FormData(event.currentTarget as HTMLFormElement).get('FriendlyName'))
    try {
      const Config = compact(config)
      if (fresh) {
        await request('POST', 'v2/Operators/Custom', { form: { FriendlyName, OperatorType: type, Config } })
      } else {
        const headers = { 'If-Match': String(operator.version) }
        await request('POST', `v2/Operators/Custom/${operator.sid}`, {
          form: { FriendlyName, Config },
          headers,
        })
      }
      onDone()
    } catch (error) {
      setTrouble(
        error instanceof SyntaxError ? `The configuration is no JSON: ${error.message}` : explain(error),
      )
    }
  }
  const remove = async () => {
    if (fresh || !confirm(`Delete ${operator.friendly_name}? It is detached from every Service.`)) return
    await request('DELETE', `v2/Operators/Custom/${operator.sid}`).then(onDone, (error) =>
      setTrouble(explain(error)),
    )
  }
  return (
    <form class="card form" onSubmit={save}>
      <h2>{fresh ? 'New operator' : operator.friendly_name}</h2>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <label>
        Name
        <input
          name="FriendlyName"
          required
          maxLength={64}
          defaultValue={fresh ? '' : operator.friendly_name}
        />
      </label>
      <label>
        Type
        <select
          value={type}
          disabled={!fresh}
          onChange={(event) => {
            setType(event.currentTarget.value)
            setConfig(text(samples[event.currentTarget.value]!))
          }}
        >
          {Object.keys(samples).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        Configuration
        <textarea
          rows={10}
          spellcheck={false}
          value={config}
          onInput={(event) => setConfig(event.currentTarget.value)}
        />
      </label>
      <OperatorTrialPanel type={type} config={() => compact(config)} />
      <div class="actions">
        {!fresh && (
          <button type="button" class="danger" onClick={() => void remove()}>
            Delete
          </button>
        )}
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button class="primary" type="submit">
          Save
        </button>
      </div>
    </form>
  )
}

/** @throws SyntaxError */
function compact(config: string): string {
  return JSON.stringify(JSON.parse(config))
}

function text(config: unknown): string {
  return JSON.stringify(config, null, 2)
}
