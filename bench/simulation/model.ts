// The installation as a discrete-event model: worker processes claim calls from the fair queue, prepare and recognise
// them, put long ones into parts that others hear, and now and then one is gone and its jobs come back after their lease.
import type { RandomSource } from '../../src/testing/seeded-random.ts'
import { type DatabasePlan, type DatabaseState, databaseState } from './database.ts'
import { createFairQueue } from './fair-queue.ts'
import { createHeap } from './heap.ts'
import { type Call, exponential, fraction } from './load.ts'
import type { SecondsFor } from './measured.ts'

/** What is installed. */
export interface Plant {
  processes: number
  /** Recognisers in each process: so many calls it does at once. */
  threads: number
  /** How often a process with a free place looks for calls and for parts, and how many other kinds it looks for. */
  pollS: number
  otherKinds: { count: number; pollS: number }
  othersPerS: number
  database: DatabasePlan
  statementsOfCall: number
  statementsOfCreate: number
  prepareS: SecondsFor
  recogniseS: SecondsFor
  /** Speech beyond which a call is put into parts of half of it; all of a call is taken as speech. */
  fanOutS: number
  /** Mean seconds between two crashes of one process; Infinity: none. */
  crashEveryS: number
}

/** What became of a call. Seconds since the start. */
export interface Outcome {
  call: Call
  startedS: number
  completedS: number
  tries: number
}

/** What happened. */
export interface Run {
  outcomes: Outcome[]
  crashes: number
  /** The state of the database at each second. */
  database: DatabaseState[]
  /** Share of the recognisers' time in which they had work, until the last call came in. */
  recognising: number
}

const LEASE_S = 30
const LEASE_LOOK_S = 15
const RESTART_S = 20
const PART_LOOK_S = 0.5
const STATEMENTS_OF_PART = 12

interface Job {
  account: number
  outcome: Outcome
  /** What is still to be heard, once the call was put into parts. */
  parts?: { left: number; partS: number; done: () => void }
}

interface Process {
  /** Counts crashes: what an earlier life began is void. */
  life: number
  recognising: number
  backlog: { seconds: number; done: () => void }[]
  /** Gives back what it holds. */
  held: Set<() => void>
}

type Kind = 'call' | 'part'

function startedProcess(): Process {
  return { life: 0, recognising: 0, backlog: [], held: new Set() }
}

/** Runs the model until every call is done. */
export function simulate(plant: Plant, calls: readonly Call[], random: RandomSource): Run {
  const events = createHeap<{ atS: number; run: () => void }>((one, other) => one.atS < other.atS)
  const waiting = { call: createFairQueue<Job>(), part: createFairQueue<Job>() }
  const processes = Array.from({ length: plant.processes }, startedProcess)
  const slots = Array.from({ length: plant.threads }, () => processes).flat()
  const free = { call: [...slots], part: [...slots] }
  const run: Run = { outcomes: [], crashes: 0, database: [], recognising: 0 }
  const lastCreatedS = calls.at(-1)?.createdS ?? 0
  let [nowS, statements, open, recognisedS] = [0, 0, calls.length, 0]
  let state = databaseState(plant.database, { loops: [], statementsPerS: 0 })
  const after = (seconds: number, work: () => void) => events.push({ atS: nowS + seconds, run: work })
  const answerS = () => state.answerMs / 1000

  /** One loop of a process looks, whatever the number of its free places. */
  const looking = (kind: Kind) => Math.min(plant.processes, free[kind].length)
  /** Processes look at times of their own: the more there are, the sooner one finds the job. */
  const announce = (kind: Kind) => {
    if (free[kind].length === 0) return
    const soonestS = plant.pollS * (1 - fraction(random) ** (1 / looking(kind)))
    after(soonestS + answerS(), () => claim(kind))
  }
  const claim = (kind: Kind, by?: Process) => {
    const { size } = waiting[kind]
    if (size === 0 || free[kind].length === 0) return
    const at = by ? free[kind].lastIndexOf(by) : random.integer(0, free[kind].length - 1)
    const process = free[kind][at]
    if (!process) return
    free[kind][at] = free[kind].at(-1)!
    free[kind].pop()
    begin(kind, process, waiting[kind].take()!)
  }
  const begin = (kind: Kind, process: Process, taken: { job: Job; turn: number }) => {
    const { life } = process
    const giveBack = () => {
      after(LEASE_S + fraction(random) * LEASE_LOOK_S, () => {
        waiting[kind].putBack(taken)
        announce(kind)
      })
    }
    process.held.add(giveBack)
    const alive = (work: () => void) => () => {
      if (process.life === life) work()
    }
    const release = alive(() => {
      process.held.delete(giveBack)
      free[kind].push(process)
      after(answerS(), () => claim(kind, process))
    })
    if (kind === 'call') transcribe(process, { job: taken.job, alive, release })
    else hear(process, { job: taken.job, alive, release })
  }

  interface Held {
    job: Job
    alive: (work: () => void) => () => void
    release: () => void
  }
  const transcribe = (process: Process, { job, alive, release }: Held) => {
    const { outcome } = job
    const { audioS } = outcome.call
    outcome.tries++
    if (outcome.tries === 1) outcome.startedS = nowS
    statements += plant.statementsOfCall
    const complete = alive(() => {
      outcome.completedS = nowS
      run.outcomes.push(outcome)
      open--
      release()
    })
    const recognise = alive(() => {
      if (audioS <= plant.fanOutS) return useRecogniser(process, plant.recogniseS(audioS), complete)
      if (!job.parts) handOut(job)
      if (job.parts!.left === 0) complete()
      else job.parts!.done = () => after(fraction(random) * PART_LOOK_S, complete)
    })
    after(plant.prepareS(audioS) + plant.statementsOfCall * answerS(), recognise)
  }
  const handOut = (job: Job) => {
    const { audioS } = job.outcome.call
    const left = Math.ceil(audioS / (plant.fanOutS / 2))
    job.parts = { left, partS: audioS / left, done: () => undefined }
    for (let n = 0; n < left; n++) {
      waiting.part.push(job)
      announce('part')
    }
  }
  const hear = (process: Process, { job, alive, release }: Held) => {
    statements += STATEMENTS_OF_PART
    const heard = alive(() => {
      release()
      if (--job.parts!.left === 0) job.parts!.done()
    })
    useRecogniser(process, plant.recogniseS(job.parts!.partS), heard)
  }
  const useRecogniser = (process: Process, seconds: number, done: () => void) => {
    process.backlog.push({ seconds, done })
    turn(process)
  }
  const turn = (process: Process) => {
    const next = process.recognising < plant.threads ? process.backlog.shift() : undefined
    if (!next) return
    const { life } = process
    process.recognising++
    if (nowS < lastCreatedS) recognisedS += next.seconds
    after(next.seconds, () => {
      if (process.life !== life) return
      process.recognising--
      next.done()
      turn(process)
    })
  }
  const crash = (process: Process) => {
    run.crashes++
    process.life++
    for (const giveBack of process.held) giveBack()
    Object.assign(process, { recognising: 0, backlog: [], held: new Set() })
    for (const kind of ['call', 'part'] as const) free[kind] = free[kind].filter((one) => one !== process)
    after(RESTART_S, () => {
      for (let n = 0; n < plant.threads; n++) {
        free.call.push(process)
        free.part.push(process)
        claim('call', process)
        claim('part', process)
      }
    })
    after(exponential(random, plant.crashEveryS), () => crash(process))
  }
  const look = () => {
    const loops = [
      { count: looking('call') + looking('part'), pollS: plant.pollS },
      { count: plant.processes * plant.otherKinds.count, pollS: plant.otherKinds.pollS },
    ]
    const statementsPerS = statements + plant.processes * plant.othersPerS
    statements = 0
    state = databaseState(plant.database, { loops, statementsPerS })
    run.database.push(state)
    after(1, look)
  }

  for (const call of calls)
    events.push({
      atS: call.createdS,
      run: () => {
        statements += plant.statementsOfCreate
        waiting.call.push({ account: call.account, outcome: { call, startedS: 0, completedS: 0, tries: 0 } })
        announce('call')
      },
    })
  if (plant.crashEveryS < Infinity)
    for (const process of processes) after(exponential(random, plant.crashEveryS), () => crash(process))
  look()
  while (open > 0) {
    const event = events.pop()!
    nowS = event.atS
    event.run()
  }
  run.recognising = recognisedS / (lastCreatedS * plant.processes * plant.threads)
  return run
}
