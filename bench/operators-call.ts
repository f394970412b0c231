// A call of ten minutes for the benchmark of operators, out of what their cases have people say.
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Conversation, Line } from '../src/domain/conversation.ts'
import { readCases } from '../src/operators/cases.ts'

const MINUTES_MS = 600_000
const MS_PER_WORD = 400

/** Two parties who take turns for ten minutes; the same call each time. */
export function tenMinuteCall(): Conversation {
  const root = fileURLToPath(new URL('../', import.meta.url))
  const texts = globSync('src/operators/*/cases.json', { cwd: root })
    .sort()
    .flatMap((file) => readCases(root + file).cases)
    .flatMap(({ conversation }) => conversation.lines.map(({ text }) => text))
  // A step without a common divisor mixes the operators.
  const step = 7919
  const lines: Line[] = []
  for (let index = 0, startMs = 0; startMs < MINUTES_MS; index++) {
    const text = texts[(index * step) % texts.length] ?? ''
    const endMs = startMs + Math.max(1, text.split(/\s+/).length) * MS_PER_WORD
    const sid = `GX${index.toString(16).padStart(32, '0')}` as Line['sid']
    lines.push({ sid, index, channel: (index % 2) + 1, startMs, endMs, text, redactedText: null })
    startMs = endMs
  }
  const speakers = ['Agent', 'Customer'].map((role, at) => ({ channel: at + 1, role, fullName: null }))
  return { languageCode: 'en-US', durationMs: MINUTES_MS, speakers, lines }
}
