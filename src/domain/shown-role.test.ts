// Roles in redacted views.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownRole } from './shown-role.ts'

const kept = [
  '',
  'Agent',
  'customer',
  'human_agent',
  'virtual-agent',
  'Sales Rep',
  'Agent 2',
  'Claims adjuster',
  'IVR',
]
const hidden = [
  'Daniel Parker (+1 617 555 0138)',
  'Daniel Parker',
  'Agent Parker',
  'parker',
  'agent 6175550138',
  'agent 61 75 55 01 38',
  'agent@example.com',
  '61',
]
for (const role of kept) test(`“${role}” stays`, () => assert.equal(shownRole(role, 2), role))
for (const role of hidden)
  test(`“${role}” does not`, () => {
    assert.deepEqual([shownRole(role, 1), shownRole(role, 2)], ['Agent', 'Customer'])
  })
