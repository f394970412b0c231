// Diarisation by sherpa-onnx itself, with two small models of our own: who speaks when in the sample call on one
// channel, and what happens when something is not right. How well real models hear is not seen here.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Spool } from '../../domain/audio.ts'
import type { SpeakerTurn } from '../../domain/speech.ts'
import { loadSherpa } from '../../shipped/sherpa-package.ts'
import { decodeSampleCall, mixToMono, sampleTurns } from '../../testing/sample-call.ts'
import { writeSpeakerModels } from '../../testing/speaker-models.ts'
import { writeSpool } from '../../testing/spools.ts'
import { createSherpaDiariser } from './sherpa-diariser.ts'

const root = mkdtempSync(join(tmpdir(), 'diariser-'))
const folder = join(root, 'models')
after(() => rmSync(root, { recursive: true }))
const skip = await loadSherpa().then(
  () => false,
  ({ message }: Error) => message,
)
const { signal } = new AbortController()
const start = (speakers = 0) => createSherpaDiariser({ folder, speakers, atOnce: 1 })

/** Something to listen to that takes longer than this. */
const noise = (s: number) => 0.3 * Math.sin(s * 900) * Math.sin(s * 5)
const LISTENING_MS = 10_000

/** Processes that were told of `path` and have not ended. */
function processesWith(path: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path)
    } catch {
      return false // gone meanwhile
    }
  })
}

/** How much of what is said on each channel was given to `speaker`, 0..1. */
function shareOf(turns: readonly SpeakerTurn[], channel: number, speaker: number): number {
  const said = sampleTurns.filter((turn) => turn.channel === channel)
  const total = said.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)
  const given = said.flatMap((one) =>
    turns
      .filter((turn) => turn.speaker === speaker)
      .map((turn) => Math.max(0, Math.min(turn.endMs, one.endMs) - Math.max(turn.startMs, one.startMs))),
  )
  return given.reduce((sum, ms) => sum + ms, 0) / total
}

describe('two voices on one channel', { skip }, () => {
  let mono: Spool
  before(async () => {
    await writeSpeakerModels(folder, root)
    mono = mixToMono(await decodeSampleCall(root), root)
  })

  for (const speakers of [0, 2]) {
    test(`are told apart, ${speakers === 0 ? 'their number found out' : 'their number given'}`, async () => {
      const diariser = start(speakers)
      await diariser.ready()
      const turns = await diariser.diarise(mono, signal)
      await diariser.close()
      assert.deepEqual([...new Set(turns.map(({ speaker }) => speaker))], [1, 2], 'numbered as they come')
      for (const channel of [1, 2]) {
        assert.ok(shareOf(turns, channel, channel) > 0.95, `channel ${channel}`)
        assert.ok(shareOf(turns, channel, 3 - channel) < 0.03, `channel ${channel}`)
      }
      const starts = turns.map(({ startMs }) => startMs)
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
      )
      assert.ok(turns.every(({ startMs, endMs }) => startMs < endMs))
    })
  }

  test('are one where only one is wanted', async () => {
    const diariser = start(1)
    const turns = await diariser.diarise(mono, signal)
    await diariser.close()
    assert.ok(turns.length > 0 && turns.every(({ speaker }) => speaker === 1))
  })

  test('silence is nobody', async () => {
    const diariser = start()
    const silence = writeSpool(join(root, 'silence.pcm'), 3, () => 0)
    assert.deepEqual(await diariser.diarise(silence, signal), [])
    await diariser.close()
  })

  test('an aborted call ends its process at once, and so does closing', async () => {
    const diariser = start()
    await diariser.ready()
    const long = writeSpool(join(root, 'long.pcm'), 1200, noise)
    const aborting = new AbortController()
    const wanted = new Error('not wanted any more')
    const aborted = assert.rejects(diariser.diarise(long, aborting.signal), wanted)
    await sleep(300)
    aborting.abort(wanted)
    await aborted
    const closed = assert.rejects(diariser.diarise(long, signal), /the diariser is closed/)
    await sleep(300)
    await diariser.close()
    await closed
    await assert.rejects(diariser.diarise(long, signal), /the diariser is closed/)
  })

  test(
    'on Linux the process does not outlive a server that is killed',
    { skip: process.platform !== 'linux', timeout: 300_000 },
    async () => {
      const { path } = writeSpool(join(root, 'endless.pcm'), 1200, noise)
      const code = `
        const { createSherpaDiariser } = await import(${JSON.stringify(import.meta.resolve('./sherpa-diariser.ts'))})
        const diariser = createSherpaDiariser(${JSON.stringify({ folder, speakers: 0, atOnce: 1 })})
        await diariser.diarise({ path: ${JSON.stringify(path)} }, new AbortController().signal)`
      writeFileSync(join(root, 'server.mjs'), code)
      const server = spawn(process.execPath, [join(root, 'server.mjs')], { stdio: 'ignore' })
      while (processesWith(path).length === 0) await sleep(20)
      assert.equal(processesWith(path).length, 1)
      server.kill('SIGKILL')
      const killedMs = performance.now()
      while (processesWith(path).length > 0) {
        assert.ok(performance.now() - killedMs < LISTENING_MS, 'it listens on')
        await sleep(20)
      }
    },
  )

  test('a spool that is gone fails, and the next call does not', async () => {
    const diariser = start()
    const gone = { path: join(root, 'gone.pcm'), sampleCount: 16_000 }
    await assert.rejects(diariser.diarise(gone, signal), /ENOENT/)
    assert.equal((await diariser.diarise(mono, signal)).length > 0, true)
    await diariser.close()
  })
})

test('models that are none fail readiness and calls, and leave the process alone', { skip }, async () => {
  const broken = join(root, 'broken')
  mkdirSync(broken)
  for (const name of ['segmentation', 'embedding']) {
    writeFileSync(join(broken, `${name}.onnx`), 'no model at all')
  }
  const diariser = createSherpaDiariser({ folder: broken, speakers: 0, atOnce: 1 })
  await assert.rejects(diariser.ready(), /the speaker models could not be loaded: .*Protobuf parsing failed/)
  await assert.rejects(diariser.diarise({ path: 'x', sampleCount: 1 }, signal), /could not be loaded/)
  await diariser.close()
})

test('a folder without models is refused at once', () => {
  const empty = mkdtempSync(join(root, 'empty-'))
  const options = { folder: empty, speakers: 0, atOnce: 1 }
  assert.throws(() => createSherpaDiariser(options), /the speaker models in .* can not be used/)
})
