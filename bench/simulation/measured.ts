// What was measured of the product on this machine (measure.ts), as the simulation needs it.
import { readFileSync } from 'node:fs'

interface Stages {
  audioS: number
  ms: Record<string, number>
}

/** The file that measure.ts writes; times in milliseconds unless the name says otherwise. */
export interface Measured {
  machine: { processor: string; cores: number; node: string; date: string; postgres: string }
  idleProcess: { othersPerS: number; connections: number }
  create: { statements: number; flushes: number }
  call: { statements: number; flushes: number; processorMs: number }
  queue: { emptyPoll: { processorMs: number }; flushMs: number }
  stages: { short: Stages; long: Stages; twoAtOnce: Stages }
  batches: { calls: number; oneWorkerS: number; twoWorkersCalls: number; twoWorkersS: number }
}

/** Reads the measurements. */
export function readMeasured(): Measured {
  return JSON.parse(readFileSync(new URL('./measured.json', import.meta.url), 'utf8')) as Measured
}

/** Seconds that a recording of so many seconds takes. */
export type SecondsFor = (audioS: number) => number

/** How long a recording keeps one worker: until its speech is known, and for the recogniser. Straight lines through
 * the short and the long call that were measured. */
export function stageTimes({ stages }: Measured): { prepareS: SecondsFor; recogniseS: SecondsFor } {
  const line = (names: readonly string[]): SecondsFor => {
    const [short, long] = [sumS(stages.short, names), sumS(stages.long, names)]
    const slope = (long - short) / (stages.long.audioS - stages.short.audioS)
    return (audioS) => Math.max(0, short + slope * (audioS - stages.short.audioS))
  }
  return {
    prepareS: line(['fetch', 'decode', 'survey', 'segment']),
    recogniseS: line(['recognise', 'redact', 'operate']),
  }
}

/** How much longer everything takes when the other core of the machine works, too. */
export function crowding({ stages }: Measured): number {
  const names = Object.keys(stages.short.ms)
  return sumS(stages.twoAtOnce, names) / sumS(stages.short, names)
}

function sumS({ ms }: Stages, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (ms[name] ?? 0), 0) / 1000
}
