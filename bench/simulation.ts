// What would 10, 100 and 1,000 workers do? A discrete-event model fed with times that were measured on this machine
// (bench/simulation/measured.json; measure.ts makes it anew). Prints how long calls wait, and what the database has to
// do, on steady load, under a burst of one account, and with workers that crash; then what would move the bottleneck.
//   npm run bench:simulation -- [--hours 1] [--seed 1]
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/testing/seeded-random.ts'
import { type Call, drawCalls, meanAudioS, ofBurst } from './simulation/load.ts'
import { crowding, readMeasured, stageTimes } from './simulation/measured.ts'
import { type Plant, type Run, simulate } from './simulation/model.ts'

const { values: options } = parseArgs({
  options: { hours: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
})
const HOUR_S = 3600
const seconds = Number(options.hours) * HOUR_S
const seed = Number(options.seed)
const measured = readMeasured()
const crowded = crowding(measured)
const { prepareS, recogniseS } = stageTimes(measured)
const LOAD = 0.8
const BURST_OF_WORKERS = 20
const CRASH_EVERY_S = 6 * HOUR_S
const ACCOUNTS = 200

const usual: Omit<Plant, 'processes'> = {
  threads: 1,
  pollS: 0.5,
  otherKinds: { count: 6, pollS: 2 },
  othersPerS: measured.idleProcess.othersPerS,
  database: {
    cores: 8,
    statementMs: measured.call.processorMs / measured.call.statements,
    pollMs: measured.queue.emptyPoll.processorMs,
  },
  statementsOfCall: measured.call.statements,
  statementsOfCreate: measured.create.statements,
  prepareS: (audioS) => prepareS(audioS) * crowded,
  recogniseS: (audioS) => recogniseS(audioS) * crowded,
  fanOutS: 600,
  crashEveryS: Infinity,
}
/** Calls a second that `workers` do when none of them ever waits, by the length of a mean call. */
const meanS = meanAudioS(seededRandom(seed))
const capacity = (workers: number) => workers / (usual.prepareS(meanS) + usual.recogniseS(meanS))

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits))

function figures(plant: Plant, calls: readonly Call[], run: Run) {
  const others = run.outcomes.filter(({ call }) => !ofBurst(call))
  const burst = run.outcomes.filter(({ call }) => ofBurst(call))
  const waits = others.map(({ call, startedS }) => startedS - call.createdS)
  const long = others.filter(({ call }) => call.audioS > plant.fanOutS)
  const speeds = long.map(({ call, startedS, completedS }) => call.audioS / (completedS - startedS))
  const during = run.database.slice(0, Math.ceil(calls.at(-1)!.createdS))
  const mean = (pick: (state: Run['database'][number]) => number) =>
    during.reduce((sum, state) => sum + pick(state), 0) / during.length
  const lastS = run.outcomes.reduce((last, { completedS }) => Math.max(last, completedS), 0)
  const burstEndS = burst.reduce((last, { completedS }) => Math.max(last, completedS), 0)
  return {
    'calls/h': Math.round((run.outcomes.length / lastS) * HOUR_S),
    'busy %': Math.round(run.recognising * 100),
    'wait p50 s': round(quantile(waits, 0.5), 2),
    'p95 s': round(quantile(waits, 0.95)),
    'p99 s': round(quantile(waits, 0.99)),
    'burst done after min': burst.length > 0 ? round((burstEndS - burst[0]!.call.createdS) / 60) : '',
    'long calls, × real time': round(quantile(speeds, 0.5), 0),
    crashes: run.crashes,
    'calls done twice or more': run.outcomes.filter(({ tries }) => tries > 1).length,
    'looks/s': Math.round(mean(({ pollsPerS }) => pollsPerS)),
    'database cores': round(mean(({ busy }) => busy) * plant.database.cores, 2),
    'answer ms': round(
      mean(({ answerMs }) => answerMs),
      2,
    ),
    connections: plant.processes * measured.idleProcess.connections,
  }
}

function trial(plant: Plant, { burst = false } = {}) {
  const workers = plant.processes * plant.threads
  const random = seededRandom(seed)
  const plan = { seconds, callsPerS: LOAD * capacity(workers), accounts: ACCOUNTS }
  const calls = drawCalls(
    burst ? { ...plan, burst: { atS: seconds / 4, calls: workers * BURST_OF_WORKERS } } : plan,
    random,
  )
  return figures(plant, calls, simulate(plant, calls, random))
}

console.log(
  `measured on ${measured.machine.processor}, ${measured.machine.date}; ${seconds / HOUR_S} h, seed ${seed}`,
)
console.log(`mean call ${round(meanS / 60)} min; offered load ${LOAD * 100} %`)
const rows: Record<string, ReturnType<typeof figures>> = {}
for (const processes of [10, 100, 1000]) {
  rows[`${processes}: steady`] = trial({ ...usual, processes })
  rows[`${processes}: burst`] = trial({ ...usual, processes }, { burst: true })
  rows[`${processes}: crashes`] = trial({ ...usual, processes, crashEveryS: CRASH_EVERY_S })
}
console.table(rows)

const moved: Record<string, ReturnType<typeof figures>> = {}
const variants: [string, Plant][] = [
  ['1,000 processes of 1 thread', { ...usual, processes: 1000 }],
  ['the same, database of 2 cores', { ...usual, processes: 1000, database: { ...usual.database, cores: 2 } }],
  [
    '28 loops a process, each every 0.5 s',
    { ...usual, processes: 1000, otherKinds: { count: 26, pollS: 0.5 } },
  ],
  ['everything looked for every 2 s', { ...usual, processes: 1000, pollS: 2 }],
  ['125 processes of 8 threads', { ...usual, processes: 125, threads: 8 }],
  ['32 processes of 32 threads', { ...usual, processes: 32, threads: 32 }],
]
for (const [name, plant] of variants) moved[name] = trial(plant)
console.table(moved)
