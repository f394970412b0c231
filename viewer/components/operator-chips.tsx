// What the operators of a transcript found, in a word each, for the list.

import { get } from '../api.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Listed, OperatorResult } from '../wire.ts'

/** A result in a word: its label, what was found, or just its name; null when there is nothing to tell. */
export function chipOf(result: OperatorResult): { text: string; tone: string } | null {
  const { name, predicted_label, extract_match, extract_results } = result
  if (predicted_label) return { text: predicted_label, tone: toneOf(predicted_label) }
  if (extract_match)
    return { text: `${name} · ${Object.values(extract_results).flat().length || 1}`, tone: 'hit' }
  return null
}

/** The colour that goes with a label; the word says it all the same. */
export function toneOf(label: string): string {
  return ['positive', 'negative', 'mixed'].find((one) => one === label.toLowerCase()) ?? 'plain'
}

/** The chips of one transcript, read when they are shown. */
export function OperatorChips({ sid }: { sid: string }) {
  const { value } = useLoaded(
    (signal) =>
      get<Listed<'operator_results', OperatorResult>>(`v2/Transcripts/${sid}/OperatorResults`, {}, signal),
    [sid],
  )
  const chips = (value?.operator_results ?? []).flatMap((one) => chipOf(one) ?? [])
  return (
    <span class="chips">
      {chips.slice(0, 4).map(({ text, tone }) => (
        <span key={text} class={`chip tone-${tone}`}>
          {text}
        </span>
      ))}
      {chips.length > 4 && <span class="muted">+{chips.length - 4}</span>}
    </span>
  )
}
