// The recogniser suite on every engine whose weights are installed, and on recognisers that break its promises.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createMoonshine } from '../../src/adapters/asr-moonshine/moonshine.ts'
import { writeMoonshineFolder } from '../../src/adapters/asr-sherpa/moonshine-fixture.ts'
import { createSherpa } from '../../src/adapters/asr-sherpa/sherpa.ts'
import type { AsrEngine } from '../../src/ports/asr.ts'
import { loadSherpa } from '../../src/shipped/sherpa-package.ts'
import { asrChecks } from '../../src/testing/asr-checks.ts'
import { type AsrAudio, asrAudio } from '../../src/testing/asr-subject.ts'
import { decodeSampleCall } from '../../src/testing/sample-call.ts'
import { asrFlaws, endLeftBehind, honestAsr } from './broken-asr.ts'

const folder = mkdtempSync(join(tmpdir(), 'asr-'))
const sherpaFolder = join(folder, 'sherpa-moonshine-tiny')
let audio: AsrAudio

before(async () => {
  mkdirSync(join(folder, 'spools'))
  audio = asrAudio(folder, await decodeSampleCall(join(folder, 'spools')))
  writeMoonshineFolder(sherpaFolder, 'tiny')
})
after(() => rmSync(folder, { recursive: true }))

const moonshine = (size: 'tiny' | 'base') => () =>
  createMoonshine({ size, threads: 1, modelsDir: join(folder, 'models'), batchRows: 8, batchSeconds: 30 })
const noSherpa = await loadSherpa().then(
  () => false,
  ({ message }: Error) => message,
)

/** Every recogniser, and why it is left out. */
const engines: Record<string, { start: () => AsrEngine; skip: boolean | string }> = {
  'moonshine-tiny': { start: moonshine('tiny'), skip: false },
  'moonshine-base': { start: moonshine('base'), skip: false },
  'sherpa with the weights of moonshine-tiny': {
    start: () => createSherpa({ folder: sherpaFolder, threads: 1 }),
    skip: noSherpa,
  },
}

for (const [name, { start, skip }] of Object.entries(engines)) {
  describe(`recogniser ${name}`, { skip }, () => {
    let asr: AsrEngine
    before(async () => {
      asr = start()
      await asr.ready()
    })
    after(() => asr.close())
    for (const { promises, run } of asrChecks) test(promises, () => run({ asr, start, audio }))
  })
}

describe('the recogniser suite itself', () => {
  after(endLeftBehind)
  const honest = () => honestAsr(audio)

  test('every promise has a recogniser that breaks it', () => {
    assert.deepEqual(
      Object.keys(asrFlaws),
      asrChecks.map(({ promises }) => promises),
    )
  })

  for (const { promises, run } of asrChecks) {
    const skip =
      promises.startsWith('closing') && process.platform !== 'linux' && 'threads can not be counted here'
    test(`it tells who keeps from who breaks: ${promises}`, { skip }, async () => {
      const flawed = () => asrFlaws[promises]!(honest())
      await run({ asr: honest(), start: honest, audio })
      await assert.rejects(run({ asr: flawed(), start: flawed, audio }), { name: 'AssertionError' })
    })
  }
})
