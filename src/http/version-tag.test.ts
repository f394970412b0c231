// If-Match against a version number.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesVersion, versionTag } from './version-tag.ts'

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

test('what goes out as ETag comes back as If-Match, and admits that version alone', () => {
  for (const version of [1, 9, 10, 12345]) {
    assert.equal(versionTag(version), `"${version}"`)
    assert.ok(matchesVersion(versionTag(version), version))
    assert.equal(matchesVersion(versionTag(version), version + 1), false)
  }
})
