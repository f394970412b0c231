// The conformance checklist of the contract (section 21), line by line, on a real server.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allChecks } from './checklist/all-checks.ts'
import { judgedOperations, operationIds } from './checklist/contract-answers.ts'
import { startWorld } from './checklist/start-world.ts'
import { createSubject, type Subject } from './checklist/subject.ts'
import type { World } from './checklist/world.ts'

const LINES = 60

describe('conformance checklist', () => {
  let world: World
  let subject: Subject
  before(async () => {
    world = await startWorld()
    subject = createSubject(world, world.server.baseUrl)
  })
  after(() => world?.close())

  test('has every line once', () => {
    const numbers = allChecks.map(({ number }) => number).sort((a, b) => a - b)
    assert.deepEqual(
      numbers,
      Array.from({ length: LINES }, (_, at) => at + 1),
    )
  })

  for (const { number, title, run } of allChecks) test(`${number}. ${title}`, () => run(subject))

  test('saw every operation answer as the contract says', () => {
    assert.deepEqual([...judgedOperations].sort(), [...operationIds].sort())
  })
})
