// A log that keeps its lines.
import type { Log } from '../ports/log.ts'

/** One line. */
export interface LogLine {
  level: 'info' | 'warn' | 'error'
  fields: Record<string, unknown>
  message: string
}

/** A log and what was written to it. */
export function recordedLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = []
  const write = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message })
  }
  return { lines, info: write('info'), warn: write('warn'), error: write('error') }
}
