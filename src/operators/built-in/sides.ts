// Which channels are the agent's and which are the other party's: of every speaker, where roles tell and where not.
import type { Conversation } from '../../domain/conversation.ts'
import { sideOf } from '../phrase-operator/sides.ts'

/** Channels by side. */
export interface Sides {
  agent: ReadonlySet<number>
  /** The customer, or whoever was called. */
  other: ReadonlySet<number>
  /** Whether all that was said is on channel 1, as both sides of a mono recording are: then sides tell nothing. */
  isMono: boolean
}

/** The sides of `conversation`; the first speaker is the agent where roles name none, or name all so. */
export function sidesOf({ speakers, lines }: Conversation): Sides {
  const channels = speakers.map(({ channel }) => channel)
  const bySide = (side: string) => speakers.filter(({ role }) => sideOf(role) === side)
  const agents = bySide('agent').map(({ channel }) => channel)
  const customers = bySide('customer').map(({ channel }) => channel)
  const rest = channels.filter((channel) => !customers.includes(channel))
  const known = [agents, customers.length > 0 ? rest : []].find(
    (some) => some.length > 0 && some.length < channels.length,
  )
  const agent = new Set(known ?? channels.slice(0, 1))
  const heard = new Set(lines.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).map(({ channel }) => channel))
  const other = new Set([...channels, ...heard].filter((channel) => !agent.has(channel)))
  return { agent, other, isMono: heard.size === 1 && heard.has(1) }
}
