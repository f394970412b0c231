// Choosing operators to run once more on this call, and how far that is.
import { useState } from 'preact/hooks'
import { isCustom, listOperators } from '../operators.ts'
import type { Call } from '../transcript/load.ts'
import type { Rerun } from '../transcript/use-rerun.ts'
import { useLoaded } from '../use-loaded.ts'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

/** The button, the choice and the progress. */
export function OperatorRerun({ call, rerun }: { call: Call; rerun: Rerun }) {
  const [open, setOpen] = useState(false)
  const state = rerun.state.value
  return (
    <>
      <button type="button" disabled={state?.stage === 'running'} onClick={() => setOpen(true)}>
        {call.results.value?.length ? 'Run again…' : 'Run some…'}
      </button>
      {state && (
        <div class="whole-row">
          {state.stage === 'failed' ? (
            <Notice kind="bad">{state.text}</Notice>
          ) : (
            <p role="status" class="muted">
              {state.text}
            </p>
          )}
          {state.stage === 'running' && <progress aria-label="Running operators" />}
        </div>
      )}
      {open && <Choice call={call} onClose={() => setOpen(false)} onRun={rerun.start} />}
    </>
  )
}

function Choice({
  call,
  onClose,
  onRun,
}: {
  call: Call
  onClose: () => void
  onRun: (sids: readonly string[]) => void
}) {
  const operators = useLoaded(listOperators, [])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => usual(call))
  const toggle = (sid: string) => {
    const next = new Set(chosen)
    if (!next.delete(sid)) next.add(sid)
    setChosen(next)
  }
  const all = operators.value ?? []
  const wanted = all.filter(({ sid }) => chosen.has(sid)).map(({ sid }) => sid)
  return (
    <Dialog title="Run operators on this call" onClose={onClose}>
      <p class="muted">New answers take the place of earlier ones. No webhook follows.</p>
      {operators.trouble && <Notice kind="bad">{operators.trouble}</Notice>}
      <ul class="operators">
        {all.map((one) => (
          <li key={one.sid}>
            <label class="check block">
              <input type="checkbox" checked={chosen.has(one.sid)} onChange={() => toggle(one.sid)} />
              <span>
                {one.friendly_name}{' '}
                <span class="muted">{isCustom(one) ? one.operator_type : 'pre-built'}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="primary"
          disabled={wanted.length === 0}
          onClick={() => {
            onClose()
            onRun(wanted)
          }}
        >
          Run {wanted.length || ''}
        </button>
      </div>
    </Dialog>
  )
}

/** Those that answered before, else those that are attached to its Service. */
function usual({ results, service }: Call): ReadonlySet<string> {
  const answered = (results.value ?? []).map(({ operator_sid }) => operator_sid)
  return new Set(answered.length > 0 ? answered : (service.value?.read_only_attached_operator_sids ?? []))
}
