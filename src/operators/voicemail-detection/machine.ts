// How much a call sounds like one to an answering machine: its greeting on one channel, and what is said to it.
import type { Conversation } from '../../domain/conversation.ts'
import { createCueFinder, type HeardCue } from '../built-in/cues.ts'
import { type Turn, turnsOf } from '../built-in/turns.ts'
import { greetingCues, messageCues } from './definition.ts'

/** What was heard of a machine: 0 is nothing, from 1 on it is one. */
export interface MachineHearing {
  greeting: number
  message: number
  cues: HeardCue[]
}

const findGreeting = createCueFinder(greetingCues)
const findMessage = createCueFinder(messageCues)

/** What a live party could say in passing ("just leave a message") counts less once the other side has spoken. */
const laterDiscount = 0.8
/** A reply below this is a living one. */
const machineReply = 0.5
/** On one channel the sides can not be told apart: only what is said first can be a greeting. */
const greetingWithinMs = 30_000
const longestMessageTurns = 8

const nothing: MachineHearing = { greeting: 0, message: 0, cues: [] }

const known = new WeakMap<Conversation, MachineHearing>()

/** What `conversation` has of a machine; heard once for all operators. */
export function hearMachine(conversation: Conversation): MachineHearing {
  const found = known.get(conversation) ?? hear(turnsOf(conversation))
  known.set(conversation, found)
  return found
}

/** The stronger of the two ways to know a machine. */
export function strengthOf({ greeting, message }: MachineHearing): number {
  return Math.max(greeting, message)
}

function hear(turns: readonly Turn[]): MachineHearing {
  const channels = [...new Set(turns.map(({ channel }) => channel))]
  if (channels.length === 1) return hearOneChannel(turns)
  return channels
    .map((channel) => hearChannel(turns, channel))
    .reduce((best, one) => (strengthOf(one) > strengthOf(best) ? one : best), nothing)
}

function hearOneChannel(turns: readonly Turn[]): MachineHearing {
  const firstMs = turns[0]!.startMs
  const greeting = turns.filter(({ startMs }) => startMs - firstMs <= greetingWithinMs).flatMap(findGreeting)
  const message = turns.length <= longestMessageTurns ? turns.flatMap(findMessage) : []
  return {
    greeting: weigh(greeting),
    message: isMessage(message) ? weigh(message) : 0,
    cues: [...greeting, ...message],
  }
}

/** `channel` as that of a machine. */
function hearChannel(turns: readonly Turn[], channel: number): MachineHearing {
  const firstOther = turns.findIndex((turn) => turn.channel !== channel)
  const greeting: HeardCue[] = []
  for (const [at, turn] of turns.entries()) {
    if (turn.channel !== channel) continue
    const cues = findGreeting(turn)
    if (at > firstOther && weigh(cues) < machineReply) return nothing
    greeting.push(...cues)
  }
  const isFirst = firstOther !== 0
  const others = isFirst ? turns.filter((turn) => turn.channel !== channel).flatMap(findMessage) : []
  const hasMessage = isMessage(others)
  return {
    greeting: weigh(greeting) * (isFirst ? 1 : laterDiscount),
    message: hasMessage ? weigh(others) - machineReply : 0,
    cues: [...greeting, ...(hasMessage ? others : [])],
  }
}

/** Whether somebody asks to be called back, or says that it is a message: without that it is only a call. */
function isMessage(cues: readonly HeardCue[]): boolean {
  return cues.some(({ cue }) => cue === 'message for' || cue === 'call back')
}

/** The sum of weights, each cue once. */
function weigh(cues: readonly HeardCue[]): number {
  const byCue = new Map(cues.map(({ cue, weight }) => [cue, weight]))
  return [...byCue.values()].reduce((sum, weight) => sum + weight, 0)
}
