// What the operators answered, and the passages that each answer rests on.
import type { ComponentChildren } from 'preact'
import { clock, percent } from '../format.ts'
import type { OperatorResult } from '../wire.ts'
import { toneOf } from './operator-chips.tsx'

/** Goes to a moment of the call, and shows the sentence. */
export type Seek = (seconds: number, sentence: number) => void

/** The panel. `onSeek` goes to the evidence; `again` runs operators once more, where that may be done. */
export function OperatorPanel({
  results,
  onSeek,
  again,
}: {
  results: OperatorResult[] | null
  onSeek: Seek
  again?: ComponentChildren
}) {
  if (!results) return null
  return (
    <section class="panel">
      <div class="head-row">
        <h2>Operators</h2>
        {again}
      </div>
      {results.length === 0 && <p class="muted">No operator has answered on this call.</p>}
      {results.map((one) => (
        <article key={one.operator_sid} class="operator">
          <h3>{one.name}</h3>
          <OperatorAnswer result={one} onSeek={onSeek} />
        </article>
      ))}
    </section>
  )
}

/** One answer with the passages behind it. */
export function OperatorAnswer({ result, onSeek }: { result: OperatorResult; onSeek: Seek }) {
  return (
    <>
      <Answer result={result} />
      {result.refusal && <p class="muted">The model refused: {result.refusal}</p>}
      <Evidence result={result} onSeek={onSeek} />
    </>
  )
}

function Answer({ result }: { result: OperatorResult }) {
  const { predicted_label, predicted_probability, text_generation_results, json_results, extract_match } =
    result
  if (predicted_label) {
    return (
      <p>
        <span class={`chip tone-${toneOf(predicted_label)}`}>{predicted_label}</span>
        {predicted_probability !== null && <span class="muted"> {percent(predicted_probability)} sure</span>}
      </p>
    )
  }
  if (text_generation_results) return <p class="written">{text_generation_results.result}</p>
  if (json_results) return <pre>{JSON.stringify(json_results, null, 2)}</pre>
  if (extract_match === null) return null
  const classes = Object.entries(result.extract_results).filter(([, texts]) => texts.length > 0)
  return (
    <>
      <p>
        <span class={`chip tone-${extract_match ? 'hit' : 'plain'}`}>
          {extract_match ? 'Found' : 'Not found'}
        </span>
      </p>
      {classes.length > 0 && (
        <dl class="pairs">
          {classes.map(([name, texts]) => (
            <div key={name}>
              <dt>{name.replaceAll('_', ' ')}</dt>
              <dd>{[...new Set(texts)].join(' · ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function Evidence({ result, onSeek }: { result: OperatorResult; onSeek: Seek }) {
  const { utterance_results } = result
  if (utterance_results.length === 0) return null
  return (
    <ul class="evidence">
      {utterance_results.map(({ sentence_sid, sentence_index, media_channel, start_time, text }, at) => (
        <li key={`${sentence_sid} ${at}`}>
          <button
            type="button"
            data-channel={media_channel}
            onClick={() => onSeek(Number(start_time), sentence_index)}
          >
            <span class="muted">{clock(Number(start_time))}</span> {text}
          </button>
        </li>
      ))}
    </ul>
  )
}
