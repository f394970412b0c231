// The mark with the recordings: made once, found by whoever looks in the same place.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Installation } from '../../ports/installation.ts'
import { anAccount } from '../../testing/builders.ts'
import { createMediaFiles } from '../media-files/media-files.ts'
import { lookForMark } from './same-media.ts'

const root = mkdtempSync(join(tmpdir(), 'same-media-'))
after(() => rmSync(root, { recursive: true }))

function facts(): Installation {
  const kept = new Map<string, string>()
  return {
    async keep(name, value) {
      if (!kept.has(name)) kept.set(name, value)
      return kept.get(name)!
    },
  }
}

function machine(name: string, installation: Installation) {
  const workRoot = join(root, name)
  mkdirSync(workRoot, { recursive: true })
  const mediaStore = createMediaFiles(join(workRoot, 'media'))
  return { mediaStore, installation, accountSid: anAccount(), workRoot }
}

test('a server makes the mark once; a worker in the same place finds it, and one elsewhere does not', async () => {
  const installation = facts()
  const here = machine('here', installation)
  assert.equal(await lookForMark(here, { mayMake: false }), 'none')
  assert.equal(await lookForMark(here, { mayMake: true }), 'none')
  assert.equal(await lookForMark(here, { mayMake: true }), 'same')
  assert.equal(await lookForMark(here, { mayMake: false }), 'same')
  assert.equal(await lookForMark(machine('elsewhere', installation), { mayMake: false }), 'none')
})

test('the place of another installation is told from ours', async () => {
  await lookForMark(machine('theirs', facts()), { mayMake: true })
  assert.equal(await lookForMark(machine('theirs', facts()), { mayMake: true }), 'other')
})
