// A conversation as people read it: one line per sentence, with time and speaker.
import { styleText } from 'node:util'
import type { OperatorOutcome, OperatorResult } from '../../domain/operator-result.ts'
import { redactedOf, type Sentence } from '../../domain/sentence.ts'

/** What is shown. `speakers` are the names of channel 1, 2; none for a recording of one channel. */
export interface ShownConversation {
  sentences: readonly Sentence[]
  results: readonly OperatorResult[]
  speakers: readonly string[]
  /** Shows the redacted form. */
  redacted: boolean
  /** Colours for a terminal. */
  colour: boolean
}

/** Lines of sentences, then those of operator results, if there are any. */
export function conversationLines(conversation: ShownConversation): string[] {
  const { sentences, results, redacted } = conversation
  const paint = painter(conversation)
  const nameOf = ({ channel, speaker }: Sentence) =>
    speaker === undefined ? conversation.speakers[channel - 1] : `Speaker ${speaker}`
  const names = [...conversation.speakers, ...sentences.map(nameOf)]
  const width = Math.max(0, ...names.map((name) => name?.length ?? 0))
  const hours = (sentences.at(-1)?.startMs ?? 0) >= 3_600_000
  const lines = sentences.map((sentence) => {
    const name = nameOf(sentence)
    const said = redacted ? redactedOf(sentence).text : sentence.text
    const speaker =
      name === undefined ? '' : `${paint.speaker(name.padEnd(width), sentence.speaker ?? sentence.channel)}  `
    return `${paint.time(clock(sentence.startMs, hours))}  ${speaker}${said}`
  })
  const answers = results.map(
    (result) => `${paint.title(result.name)}: ${outcomeText(redacted ? result.redacted! : result.outcome)}`,
  )
  return answers.length > 0 ? [...lines, '', ...answers] : lines
}

function painter({ colour }: ShownConversation) {
  // Whether colours are wanted was decided for the stream that the text goes to.
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  return {
    time: (text: string) => style('dim', text),
    title: (text: string) => style('bold', text),
    speaker: (text: string, channel: number) => style(channel === 1 ? 'cyan' : 'green', text),
  }
}

/** `1:02.5`, or `0:01:02.5` in calls of an hour and more. */
function clock(ms: number, hours: boolean): string {
  const tenths = Math.floor(ms / 100)
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = `${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`
  const minutes = Math.floor(tenths / 600)
  return hours
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${seconds}`
    : `${String(minutes).padStart(2)}:${seconds}`
}

function outcomeText(outcome: OperatorOutcome): string {
  switch (outcome.kind) {
    case 'classification':
      return `${outcome.label} (${(outcome.probabilities[outcome.label] ?? 0).toFixed(2)})`
    case 'extraction':
      return outcome.match ? passages(outcome.extracts, outcome.evidence[0]?.text) : 'nothing found'
    case 'text':
      return outcome.refusal ?? outcome.text
    case 'json':
      return outcome.refusal ?? JSON.stringify(outcome.json)
  }
}

function passages(extracts: Record<string, string[]>, first: string | undefined): string {
  const found = Object.entries(extracts)
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => `${name}: ${texts.join(', ')}`)
  return found.join('; ') || first || 'found'
}
