// The conformance checklist of the contract (section 21), line by line, on a real server; and each line once more on
// a server that does not keep it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Check } from './checklist/check.ts'
import { judgedOperations, operationIds } from './checklist/contract-answers.ts'
import { createChecks } from './checklist/create.ts'
import { startDistortingProxy } from './checklist/distorting-proxy.ts'
import { errorChecks } from './checklist/errors.ts'
import { operatorChecks } from './checklist/operators.ts'
import { pagingChecks } from './checklist/paging.ts'
import { redactionChecks } from './checklist/redaction.ts'
import { representationChecks } from './checklist/representation.ts'
import { routingChecks } from './checklist/routing.ts'
import { sdkChecks } from './checklist/sdk.ts'
import { serviceChecks } from './checklist/services.ts'
import { startWorld } from './checklist/start-world.ts'
import { createSubject, type Subject } from './checklist/subject.ts'
import { webhookChecks } from './checklist/webhook.ts'
import type { World } from './checklist/world.ts'

const LINES = 60

const checks: Check[] = [
  ...routingChecks,
  ...representationChecks,
  ...pagingChecks,
  ...createChecks,
  ...redactionChecks,
  ...serviceChecks,
  ...operatorChecks,
  ...webhookChecks,
  ...errorChecks,
  ...sdkChecks,
]

describe('conformance checklist', () => {
  let world: World
  let subject: Subject
  before(async () => {
    world = await startWorld()
    subject = createSubject(world, world.server.baseUrl)
  })
  after(() => world?.close())

  test('has every line once', () => {
    const numbers = checks.map(({ number }) => number).sort((a, b) => a - b)
    assert.deepEqual(
      numbers,
      Array.from({ length: LINES }, (_, at) => at + 1),
    )
  })

  for (const { number, title, run } of checks) test(`${number}. ${title}`, () => run(subject))

  test('saw every operation answer as the contract says', () => {
    assert.deepEqual([...judgedOperations].sort(), [...operationIds].sort())
  })

  for (const { number, run, broken } of checks) {
    test(`${number} is red on a server that breaks it`, async () => {
      const proxy = await startDistortingProxy(world.server.baseUrl, broken)
      try {
        // By an assertion: a check that stumbles over something else has shown nothing.
        await assert.rejects(run(createSubject(world, proxy.baseUrl)), assert.AssertionError)
      } finally {
        proxy.close()
      }
    })
  }
})
