// Spans of time as options say them.
import { CommandError, exitCodes } from './exit.ts'

const units = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `90s`, `30m`, `24h`, `7d` in seconds.
 * @throws CommandError usage */
export function parseSpan(text: string): number {
  const match = /^(\d{1,6})(s|m|h|d)$/.exec(text)
  if (!match) throw new CommandError(`'${text}' is no span of time like 30m, 24h or 7d`, exitCodes.usage)
  return Number(match[1]) * units[match[2] as keyof typeof units]
}
