// Who of a conversation is the agent and who the customer, as far as roles tell.
import type { Conversation, Line } from '../../domain/conversation.ts'
import type { Side } from './grammar.ts'

const agentRole =
  /agent|representative|\brep\b|advis[eo]r|operator|employee|staff|assistant|\bivr\b|\bbot\b|host/
const customerRole =
  /customer|caller|client|\buser\b|patient|member|callee|consumer|guest|subscriber|prospect/

/** From so many lines on, a recording with words on its first channel alone holds both sides of the call on it. */
const leastMonoLines = 3

/** Tells the side of each line. Of two speakers the one with an unusual role is taken for the other side of the one
 * whose role is known. Both sides of a mono recording are on one channel: there no line's side is known. */
export function createSideTeller({ speakers, lines }: Conversation): (line: Line) => Side {
  const isMono = lines.length >= leastMonoLines && lines.every(({ channel }) => channel === 1)
  if (isMono) return () => null
  const sides = new Map(speakers.map(({ channel, role }) => [channel, sideOf(role)]))
  const [first, second] = sides.keys()
  if (sides.size === 2 && first !== undefined && second !== undefined) {
    sides.set(first, sides.get(first) ?? otherThan(sides.get(second)))
    sides.set(second, sides.get(second) ?? otherThan(sides.get(first)))
  }
  return ({ channel }) => sides.get(channel) ?? null
}

/** The side that a speaker's role names; null where it names none. */
export function sideOf(role: string): Side {
  const words = role.toLowerCase().replaceAll(/[_-]/g, ' ')
  if (agentRole.test(words)) return 'agent'
  return customerRole.test(words) ? 'customer' : null
}

function otherThan(side: Side | undefined): Side {
  if (!side) return null
  return side === 'agent' ? 'customer' : 'agent'
}
