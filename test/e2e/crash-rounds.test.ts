// What the server has said yes to survives kill -9, at any moment and however often. CRASH_ROUNDS=50 runs the long
// form; CRASH_SEED repeats a run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCrashRounds } from './crash-rounds.ts'

const rounds = Number(process.env.CRASH_ROUNDS ?? 8)
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)

test(`${rounds} rounds of kill -9 under load lose nothing and repeat nothing (seed ${seed})`, async (t) => {
  const report = await runCrashRounds(rounds, seed)
  t.diagnostic(JSON.stringify(report))
  const { rounds: kills, acknowledged, deleted, uploaded, unacknowledged, repeatedCalls, ...faults } = report
  assert.ok(acknowledged > rounds, 'there was load')
  for (const [fault, found] of Object.entries(faults)) assert.deepEqual(found, [], fault)
  // An answer can only be lost with its process: at most one per request that was under way.
  assert.ok(unacknowledged <= kills)
  assert.ok(deleted >= 0 && uploaded >= 0 && repeatedCalls >= 0)
})
