// What the README tells a reader to type, taken out of its code blocks, with what it says about the outcome.

/** A command as it stands there, long lines joined. `note`: the comment behind it, empty when there is none. */
export interface ReadmeCommand {
  kind: 'shell'
  text: string
  note: string
}

/** A program that stands there. */
export interface ReadmeProgram {
  kind: 'program'
  text: string
}

const BLOCK = /^```(\w+)\n([\s\S]*?)^```$/gm

/** One of either. */
export type ReadmeStep = ReadmeCommand | ReadmeProgram

/** All `sh` commands and `js` programs of a document, in order; comment lines and other blocks are left out.
 * @param markdown the document, or the beginning of it that is to be followed */
export function readmeSteps(markdown: string): ReadmeStep[] {
  return [...markdown.matchAll(BLOCK)].flatMap(([, language, body = '']): ReadmeStep[] => {
    if (language === 'js') return [{ kind: 'program', text: body }]
    return language === 'sh' ? commandsOf(body) : []
  })
}

function commandsOf(body: string): ReadmeCommand[] {
  return body
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, text = line, note = ''] = /^(.*?)\s{2,}#\s+(.*)$/.exec(line) ?? []
      return { kind: 'shell', text, note }
    })
}

/** What a note promises: an HTTP status, and JSON members (`…` stands for any rest). */
export interface Promised {
  status: number | null
  members: { name: string; value: string }[]
}

/** Reads a note such as `201, "sid": "GA…"`. */
export function promisedBy(note: string): Promised {
  const status = /^(\d{3})\b/.exec(note)?.[1]
  const members = [...note.matchAll(/"(\w+)": "([^"]*)"/g)].map(([, name = '', value = '']) => ({
    name,
    value,
  }))
  return { status: status ? Number(status) : null, members }
}

/** Whether the text of an answer holds all members that were promised. */
export function keeps(answer: string, { members }: Promised): boolean {
  return members.every(({ name, value }) =>
    [...answer.matchAll(new RegExp(`"${name}":\\s*"([^"]*)"`, 'g'))].some(([, found = '']) =>
      value.endsWith('…') ? found.startsWith(value.slice(0, -1)) : found === value,
    ),
  )
}

/** Puts the newest sid of each kind in place of `GA…` and the like.
 * @throws Error when no answer held one so far */
export function fillIn(text: string, answers: readonly string[]): string {
  return text.replaceAll(/\b([A-Z]{2})…/g, (_, kind: string) => {
    const found = answers.flatMap((answer) => [...answer.matchAll(new RegExp(`${kind}[0-9a-f]{32}`, 'g'))])
    const last = found.at(-1)
    if (!last) throw new Error(`nothing said so far what ${kind}… stands for`)
    return last[0]
  })
}
