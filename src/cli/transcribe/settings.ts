// What the options of `verbatim transcribe` ask for, checked before anything is started.
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import type { AttachedOperator } from '../../domain/transcript.ts'
import { CommandError, exitCodes } from '../exit.ts'
import { type Format, formats } from './render.ts'

/** Formats by comma, each once; `txt` is another word for text.
 * @throws CommandError usage */
export function parseFormats(text: string): Format[] {
  const wanted = listed(text).map((word) => {
    const format = formats.find((one) => one === (word === 'txt' ? 'text' : word))
    if (!format) throw usage(`'${word}' is no format; there are ${formats.join(', ')}`)
    return format
  })
  return [...new Set(wanted)]
}

/** Pre-built operators by comma, by operator type or friendly name in any case; `all` are all of them.
 * @throws CommandError usage, naming what there is */
export function parseOperators(text: string): AttachedOperator[] {
  if (text.trim().toLowerCase() === 'all') return [...preBuiltOperators]
  const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '')
  const wanted = listed(text).map((name) => {
    const known = preBuiltOperators.find(({ operatorType, friendlyName, sid }) =>
      [operatorType, friendlyName, sid].some((one) => plain(one) === plain(name)),
    )
    if (known) return known
    const names = preBuiltOperators.map(({ operatorType }) => operatorType).join(', ')
    throw usage(`'${name}' is no pre-built operator; there are ${names}`)
  })
  return [...new Set(wanted)]
}

/** Two names by comma, those of channel 1 and 2.
 * @throws CommandError usage */
export function parseSpeakers(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.length > 2 || names.some((name) => name === '')) {
    throw usage(`--speakers takes the names of channel 1 and 2, like "Agent,Customer"`)
  }
  return names
}

/** A language that the recogniser serves, in its own spelling.
 * @throws CommandError usage */
export function parseLanguage(text: string, served: readonly string[]): string {
  const language = served.find((one) => one.toLowerCase() === text.toLowerCase())
  if (!language) throw usage(`the speech model does not serve ${text}; it serves ${served.join(', ')}`)
  return language
}

/** Whether to redact, if that can be done.
 * @throws CommandError usage: nothing may look redacted that is not */
export function checkRedaction(wanted: boolean, language: string): boolean {
  if (wanted && !/^en\b/i.test(language)) throw usage(`--redact reads English only, not ${language}`)
  return wanted
}

function listed(text: string): string[] {
  const words = text.split(',').map((word) => word.trim())
  if (words.some((word) => word === '')) throw usage(`'${text}' is no list of words with commas`)
  return words
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage)
}
