// What the operators of a transcript found, in a word each, for the list.
import { getPatiently } from '../api.ts'
import { useLoaded } from '../use-loaded.ts'
import type { Listed, OperatorResult } from '../wire.ts'

/** A result in a word: its label, what was found, or just its name; null when there is nothing to tell. */
function chipOf(result: OperatorResult): { text: string; tone: string } | null {
  const { name, predicted_label, extract_match, extract_results } = result
  if (predicted_label) return { text: predicted_label, tone: toneOf(predicted_label) }
  if (extract_match)
    return { text: `${name} · ${Object.values(extract_results).flat().length || 1}`, tone: 'hit' }
  return null
}

/** Labels that say that nothing out of the ordinary was found: they would hide those that do. */
const ordinary = new Set([
  'Ordinary',
  'NoClass',
  'NoPasswordReset',
  'NoTransfer',
  'not_voicemail',
  'EnglishConversation',
])
const moods = new Set(['positive', 'negative', 'neutral', 'mixed'])

/** The chips of a list: the mood first, then what was found; entities, which every call has, at last. */
function chipsOf(results: readonly OperatorResult[]): { text: string; tone: string }[] {
  const rank = ({ predicted_label, name }: OperatorResult) => {
    if (moods.has(predicted_label?.toLowerCase() ?? '')) return 0
    return name === 'Entity Recognition' ? 2 : 1
  }
  return results
    .filter(({ predicted_label }) => !ordinary.has(predicted_label ?? ''))
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((one) => chipOf(one) ?? [])
}

/** The colour that goes with a label; the word says it all the same. */
export function toneOf(label: string): string {
  return ['positive', 'negative', 'mixed'].find((one) => one === label.toLowerCase()) ?? 'plain'
}

/** The chips of one transcript, read when they are shown. */
export function OperatorChips({ sid }: { sid: string }) {
  const { value } = useLoaded(
    (signal) =>
      getPatiently<Listed<'operator_results', OperatorResult>>(
        `v2/Transcripts/${sid}/OperatorResults?PageSize=1000`,
        signal,
      ),
    [sid],
  )
  const chips = chipsOf(value?.operator_results ?? [])
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
