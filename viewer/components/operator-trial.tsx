// What an operator under work answers on a call, before it is saved.
import { useState } from 'preact/hooks'
import { addressOf, explain, get, request } from '../api.ts'
import { dateTime, titleOf } from '../format.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Listed, OperatorTrial, Transcript } from '../wire.ts'
import { Notice } from './notice.tsx'
import { OperatorAnswer } from './operator-panel.tsx'

/** How many of the newest calls can be chosen. */
const OFFERED = 50

/** The choice of a call, and the answer. `config` gives the configuration as one line of JSON.
 * @throws SyntaxError from `config`, which is told to the reader */
export function OperatorTrialPanel({ type, config }: { type: string; config: () => string }) {
  const calls = useLoaded(
    (signal) =>
      get<Listed<'transcripts', Transcript>>(
        'x/v1/Transcripts',
        { Status: 'completed', PageSize: OFFERED },
        signal,
      ),
    [],
  )
  const [chosen, setChosen] = useState('')
  const [tried, setTried] = useState<OperatorTrial | null>(null)
  const [trouble, setTrouble] = useState('')
  const [busy, setBusy] = useState(false)
  const readable = (calls.value?.transcripts ?? []).filter((one) => !one.encryption_credential_sid)
  const sid = chosen || readable[0]?.sid
  const run = async () => {
    setBusy(true)
    setTrouble('')
    try {
      const form = { OperatorType: type, Config: config() }
      setTried(await request<OperatorTrial>('POST', `x/v1/Transcripts/${sid}/OperatorTrials`, { form }))
    } catch (error) {
      setTried(null)
      setTrouble(
        error instanceof SyntaxError ? `The configuration is no JSON: ${error.message}` : explain(error),
      )
    }
    setBusy(false)
  }
  if (calls.value && readable.length === 0) return null
  return (
    <fieldset class="trial">
      <legend>Try it before saving</legend>
      <div class="row-form">
        <label class="grow">
          On this call
          <select value={sid} onChange={(event) => setChosen(event.currentTarget.value)}>
            {readable.map((one) => (
              <option key={one.sid} value={one.sid}>
                {titleOf(one)}, {dateTime(one.date_created)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={busy || !sid} onClick={() => void run()}>
          {busy ? 'Running…' : 'Try'}
        </button>
      </div>
      {(trouble || calls.trouble) && <Notice kind="bad">{trouble || calls.trouble}</Notice>}
      <div role="status">{tried && !busy && <Tried trial={tried} />}</div>
    </fieldset>
  )
}

function Tried({ trial }: { trial: OperatorTrial }) {
  const { result, warnings, model, transcript_sid: sid } = trial
  const open = (seconds: number) =>
    window.open(addressOf(`transcripts/${sid}#t=${seconds}`), '_blank', 'noopener')
  return (
    <div class="operator">
      {warnings.map(({ code, message }) => (
        <p key={code} class="notice note">
          {message}
        </p>
      ))}
      {result && <OperatorAnswer result={result} onSeek={open} />}
      <p class="muted">
        Nothing of this was saved{model && `; ${model} answered`}.{' '}
        <a href={`transcripts/${sid}`} target="_blank" rel="noreferrer">
          Open the call
        </a>
      </p>
    </div>
  )
}
