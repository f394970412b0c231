import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitAbsolute } from './absolute-form.ts'

test('a target in absolute form is taken apart without changing a byte of its path', () => {
  assert.deepEqual(splitAbsolute('HTTP://Host:81/a/../b%2f?c=/d#e'), {
    scheme: 'http',
    authority: 'Host:81',
    path: '/a/../b%2f?c=/d#e',
  })
})

test('a missing path is the root', () => {
  assert.equal(splitAbsolute('https://host')?.path, '/')
  assert.equal(splitAbsolute('https://host?a')?.path, '/?a')
})

for (const target of ['/path', '*', 'host:443', 'ftp://host/', 'http:///path', '', undefined]) {
  test(`${target} is no absolute form`, () => assert.equal(splitAbsolute(target), null))
}
