// Takes what models put around an answer away from it.
import { isTooDeep } from '../json-depth.ts'

/** `text` without the reasoning that some models write first; nothing is left of reasoning that does not end. */
export function withoutReasoning(text: string): string {
  const close = /<\/think(ing)?>/i.exec(text)
  const open = /<think(ing)?>/i.exec(text)
  const opensFirst = open !== null && text.slice(0, open.index).trim() === ''
  // Some chat templates write the opening mark themselves, so only the closing one arrives.
  if (close && (opensFirst || open === null)) return text.slice(close.index + close[0].length).trim()
  return opensFirst ? '' : text.trim()
}

/** The JSON object in `text`, bare, in a code fence or with prose around it; undefined when there is none, or none
 * that is nested within reason. */
export function findJsonObject(text: string): Record<string, unknown> | undefined {
  const bare = parseObject(text)
  if (bare) return bare
  const answer = withoutReasoning(text)
  const fencedText = /```[a-z]*\s*([\s\S]*?)```/i.exec(answer)?.[1]
  const braced = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
  return (fencedText && parseObject(fencedText)) || parseObject(braced)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !isTooDeep(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
