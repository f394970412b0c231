// What `verbatim/engine/suite` exports: the promises of every recogniser, as tests that run on somebody else's.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { AsrEngine } from '../ports/asr.ts'
import { asrChecks } from './asr-checks.ts'
import { type AsrAudio, asrAudio } from './asr-subject.ts'
import { decodeSampleCall } from './sample-call.ts'

export { asrChecks } from './asr-checks.ts'
export type { AsrAudio, AsrSubject, SpokenSlice } from './asr-subject.ts'
export type { Check } from './check.ts'

/** Makes the audio of the checks in `folder`: English turns of the sample call, with what is said in them, silence,
 * noise. */
export async function engineAudio(folder: string): Promise<AsrAudio> {
  const spools = join(folder, 'spools')
  mkdirSync(spools, { recursive: true })
  return asrAudio(folder, await decodeSampleCall(spools))
}

/** Registers a test of node:test for each promise of a recogniser.
 * @param start makes one; it is called again for the promise about closing */
export function describeEngine(name: string, start: () => AsrEngine): void {
  describe(`recogniser ${name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-engine-'))
    let audio: AsrAudio
    let asr: AsrEngine
    before(async () => {
      audio = await engineAudio(folder)
      asr = start()
      await asr.ready()
    })
    after(async () => {
      await asr?.close()
      rmSync(folder, { recursive: true, force: true })
    })
    for (const { promises, run } of asrChecks) test(promises, () => run({ asr, start, audio }))
  })
}
