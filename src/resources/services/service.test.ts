// If-Match against a version number.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesVersion } from './service.ts'

for (const [header, version, matches] of [
  [undefined, 3, true],
  ['*', 3, true],
  ['3', 3, true],
  ['"3"', 3, true],
  ['W/"3"', 3, true],
  [' "2" , W/"3"', 3, true],
  ['"2",*', 3, true],
  ['', 3, false],
  ['2', 3, false],
  ['03', 3, false],
  ['3.0', 3, false],
  ['"33"', 3, false],
  ['3', 33, false],
  ['w/"3"', 3, false],
] as const) {
  test(`If-Match ${header ?? 'left out'} ${matches ? 'admits' : 'refuses'} version ${version}`, () => {
    assert.equal(matchesVersion(header, version), matches)
  })
}
