// The simulation tells the truth where it can be compared: batches that were measured, order, crashes, a full database.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seededRandom } from '../../src/testing/seeded-random.ts'
import { databaseState } from './database.ts'
import { createFairQueue } from './fair-queue.ts'
import { type Call, drawCalls } from './load.ts'
import { crowding, readMeasured, stageTimes } from './measured.ts'
import { type Plant, simulate } from './model.ts'

const measured = readMeasured()

function plantOf(processes: number, changes: Partial<Plant> = {}): Plant {
  const { prepareS, recogniseS } = stageTimes(measured)
  const slower = processes > 1 ? crowding(measured) : 1
  return {
    processes,
    threads: 1,
    pollS: 0.5,
    otherKinds: { count: 6, pollS: 2 },
    othersPerS: measured.idleProcess.othersPerS,
    database: { cores: 2, statementMs: 0.3, pollMs: 0.25 },
    statementsOfCall: measured.call.statements,
    statementsOfCreate: measured.create.statements,
    prepareS: (audioS) => prepareS(audioS) * slower,
    recogniseS: (audioS) => recogniseS(audioS) * slower,
    fanOutS: 600,
    crashEveryS: Infinity,
    ...changes,
  }
}

const atOnce = (count: number, audioS: number): Call[] =>
  Array.from({ length: count }, () => ({ account: 0, createdS: 0, audioS }))

const lastOf = (outcomes: readonly { completedS: number }[]) =>
  Math.max(...outcomes.map(({ completedS }) => completedS))

describe('simulation', () => {
  test('takes as long for the measured batches as they took, within a tenth', () => {
    const { calls, oneWorkerS, twoWorkersCalls, twoWorkersS } = measured.batches
    const { audioS } = measured.stages.short
    const one = simulate(plantOf(1), atOnce(calls, audioS), seededRandom(1))
    const two = simulate(plantOf(2), atOnce(twoWorkersCalls, audioS), seededRandom(1))
    assert.ok(Math.abs(lastOf(one.outcomes) / oneWorkerS - 1) < 0.1, `${lastOf(one.outcomes)} s`)
    assert.ok(Math.abs(lastOf(two.outcomes) / twoWorkersS - 1) < 0.1, `${lastOf(two.outcomes)} s`)
  })

  test('a long call is done sooner by many', () => {
    const hour = atOnce(1, 3600)
    const alone = lastOf(simulate(plantOf(1), hour, seededRandom(1)).outcomes)
    const among = lastOf(simulate(plantOf(12), hour, seededRandom(1)).outcomes)
    assert.ok(among < alone / 2, `${among} s against ${alone} s`)
  })

  test('every call is completed once, whatever crashes', () => {
    const calls = drawCalls({ seconds: 600, callsPerS: 0.5, accounts: 5 }, seededRandom(3))
    const { outcomes, crashes } = simulate(plantOf(20, { crashEveryS: 300 }), calls, seededRandom(4))
    assert.ok(crashes > 20)
    assert.ok(outcomes.some(({ tries }) => tries > 1))
    assert.deepEqual(new Set(outcomes.map(({ call }) => call)), new Set(calls))
    assert.equal(outcomes.length, calls.length)
  })

  test('a burst of one account lets the others go between', () => {
    const queue = createFairQueue<{ account: number; n: number }>()
    for (let n = 0; n < 100; n++) queue.push({ account: 1, n })
    queue.take()
    queue.push({ account: 2, n: 0 })
    const next = [queue.take(), queue.take(), queue.take()].map((taken) => taken!.job.account)
    assert.ok(next.includes(2), String(next))
  })

  test('a database that is asked too much answers late, and looks get rarer', () => {
    const plan = { cores: 1, statementMs: 1, pollMs: 1 }
    const idle = databaseState(plan, { loops: [{ count: 10, pollS: 1 }], statementsPerS: 0 })
    assert.ok(Math.abs(idle.busy - 0.01) < 0.001 && idle.answerMs < 1.1)
    const full = databaseState(plan, { loops: [{ count: 5000, pollS: 1 }], statementsPerS: 0 })
    assert.ok(full.busy > 0.99 && full.pollsPerS <= 1000 && full.answerMs > 1000)
  })
})
