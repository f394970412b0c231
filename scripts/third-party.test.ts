// The notices and the bill of materials, on this project and on licences that are not allowed.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { carriedPackages } from './package/carried.ts'
import { licenceFaults } from './package/licences.ts'
import { lockedPackages } from './package/lockfile.ts'
import { billOfMaterials } from './sbom.ts'
import { notices } from './third-party.ts'

const root = join(import.meta.dirname, '..')
const packages = lockedPackages(root)

const locked = (license: string) => ({ name: 'some', version: '1.0.0', license, folder: '', platform: false })

test('only licences of the list are allowed, the LGPL where NOTICE names the package', () => {
  for (const good of ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', 'LGPL-3.0-or-later']) {
    assert.deepEqual(licenceFaults([locked(good)], 'some 1.0.0 (LGPL)'), [], good)
  }
  for (const bad of ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'LGPL-3.0-or-later', 'UNLICENSED', '']) {
    assert.equal(licenceFaults([locked(bad)], 'other 1.0.0 ').length, 1, bad)
  }
})

test('the notices name each installed and each carried package, and give each text once', () => {
  const text = notices(root)
  for (const { name, version, license } of packages) {
    assert.ok(text.includes(`\n${name} ${version}: ${license}`), name)
  }
  for (const name of Object.keys(carriedPackages)) {
    assert.ok(
      packages.some((one) => one.name === name),
      name,
    )
  }
  assert.match(text, /\n {2}Copyright \(c\) .*\n/)
  const texts = text.split(`${'-'.repeat(80)}\n`).slice(1)
  const bodies = texts.map((one) => one.slice(one.indexOf('\n\n')).replace(/\s+/g, ' '))
  assert.equal(new Set(bodies).size, bodies.length)
})

test('the bill of materials holds the same packages as the notices', () => {
  const bill = billOfMaterials(root)
  assert.equal(bill.bomFormat, 'CycloneDX')
  const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`))
  const missing = packages.filter(({ name, version }) => !listed.has(`${name}@${version}`))
  assert.deepEqual(
    missing.filter(({ name }) => name !== 'empty-npm-package'),
    [],
  )
  assert.deepEqual(
    listed.difference(new Set(packages.map(({ name, version }) => `${name}@${version}`))).size,
    0,
  )
  const refs = new Set(bill.components.map((one) => one['bom-ref']))
  assert.equal(refs.size, bill.components.length)
})
