// Each line of the conformance checklist once more, on a server that does not keep it: none may pass.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allChecks } from './checklist/all-checks.ts'
import { startDistortingProxy } from './checklist/distorting-proxy.ts'
import { startWorld } from './checklist/start-world.ts'
import { createSubject } from './checklist/subject.ts'
import type { World } from './checklist/world.ts'

describe('conformance checklist, broken', () => {
  let world: World
  before(async () => {
    world = await startWorld()
  })
  after(() => world?.close())

  for (const { number, run, broken } of allChecks) {
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
