// Silero on the sample call and on sounds that are no speech.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { DecodedAudio, Spool } from '../../domain/audio.ts'
import { VAD_FRAME_SAMPLES, type VoiceActivity } from '../../ports/vad.ts'
import { InferenceSession, Tensor } from '../../shipped/onnxruntime.ts'
import { decodeSampleCall, sampleTurns } from '../../testing/sample-call.ts'
import { seededRandom } from '../../testing/seeded-random.ts'
import { readSlice, writeSpool } from '../../testing/spools.ts'
import { createSileroVad } from './silero.ts'

const FRAME_MS = VAD_FRAME_SAMPLES / 16
const SPEECH = 0.5

const folder = mkdtempSync(join(tmpdir(), 'silero-'))
const vad = createSileroVad(1)
after(async () => {
  await vad.close()
  rmSync(folder, { recursive: true })
})

describe('on the sample call', () => {
  let audio: DecodedAudio
  let channels: VoiceActivity[]
  before(async () => {
    audio = await decodeSampleCall(folder)
    channels = await Promise.all(audio.channels.map((spool) => vad.detect(spool)))
  })

  test('every turn is speech nearly throughout', () => {
    for (const { channel, startMs, endMs, text } of sampleTurns) {
      const { probability } = channels[channel - 1]!
      const frames = probability.subarray(Math.ceil(startMs / FRAME_MS), Math.floor(endMs / FRAME_MS))
      const share = frames.filter((value) => value >= SPEECH).length / frames.length
      assert.ok(share > 0.8, `${text}: ${share}`)
    }
  })

  test('a channel that is 30 dB quieter is taken for speech in the same places', async () => {
    const { path, sampleCount } = audio.channels[0]!
    const samples = readSlice({ path, firstSample: 0, sampleCount })
    const atLevel = async (factor: number) => {
      const signal = (timeS: number) => (samples[Math.round(timeS * 16_000)] ?? 0) * factor
      return (await vad.detect(writeSpool(join(folder, 'level'), sampleCount / 16_000, signal))).probability
    }
    const [loud, quiet] = [await atLevel(0.4), await atLevel(0.4 / 32)]
    const apart = loud.filter((value, at) => Math.abs(value - quiet[at]!) > 0.2).length / loud.length
    assert.ok(apart < 0.01, `${apart} of the frames`)
  })

  test('there is no speech where that party is silent', () => {
    const [beforeMs, afterMs] = [100, 300]
    for (const [at, { probability }] of channels.entries()) {
      const own = sampleTurns.filter(({ channel }) => channel === at + 1)
      for (const [frame, value] of probability.entries()) {
        const ms = frame * FRAME_MS
        const near = own.some(({ startMs, endMs }) => ms > startMs - beforeMs && ms < endMs + afterMs)
        assert.ok(near || value < SPEECH, `channel ${at + 1} at ${ms} ms: ${value}`)
      }
    }
  })

  test('a frame is 32 ms, the last one being padded, and turns are louder than pauses', () => {
    const frames = Math.ceil(audio.channels[0]!.sampleCount / VAD_FRAME_SAMPLES)
    assert.ok(audio.channels[0]!.sampleCount % VAD_FRAME_SAMPLES > 0)
    for (const { probability, power } of channels) {
      assert.deepEqual([probability.length, power.length], [frames, frames])
    }
    const { startMs, endMs } = sampleTurns[0]!
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    const [from, to] = [Math.ceil(startMs / FRAME_MS), Math.floor(endMs / FRAME_MS)]
    assert.ok(
      mean(channels[0]!.power.subarray(from, to)) > 1000 * mean(channels[1]!.power.subarray(from, to)),
    )
  })

  test('it says what the published model says, fed each frame behind the last 64 samples and its own state', async () => {
    const spool = audio.channels[0]!
    const frames = 300
    const samples = readSlice({ path: spool.path, firstSample: 0, sampleCount: frames * VAD_FRAME_SAMPLES })
    const padded = new Float32Array(64 + samples.length)
    padded.set(samples, 64)
    const path = fileURLToPath(import.meta.resolve('@ricky0123/vad-web/dist/silero_vad_v6.onnx'))
    const session = await InferenceSession.create(path, { logSeverityLevel: 3 })
    let state = new Tensor('float32', new Float32Array(256), [2, 1, 128])
    const sr = new Tensor('int64', BigInt64Array.of(16_000n), [])
    for (let frame = 0; frame < frames; frame++) {
      const from = frame * VAD_FRAME_SAMPLES
      const input = new Tensor('float32', padded.slice(from, from + 576), [1, 576])
      const { output, stateN } = await session.run({ input, state, sr })
      state = stateN as typeof state
      const expected = Number(output!.data[0])
      assert.ok(Math.abs(channels[0]!.probability[frame]! - expected) < 1e-4, `frame ${frame}`)
    }
  })

  test('each pass begins afresh: the same spool gives the same answer', async () => {
    const again = await vad.detect(audio.channels[1]!)
    assert.deepEqual(again, channels[1])
  })
})

const random = seededRandom(101)
const noise = () => random.integer(-1000, 1000) / 1000
const tone =
  (...frequencies: number[]) =>
  (timeS: number) =>
    frequencies.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * timeS), 0) / frequencies.length
const during = (cycleS: number, onS: number, signal: (timeS: number) => number) => (timeS: number) =>
  timeS % cycleS < onS ? signal(timeS) : 0

const sounds: Record<string, (timeS: number) => number> = {
  silence: () => 0,
  'a constant offset': () => 0.2,
  'faint noise': () => 0.003 * noise(),
  'loud noise': () => 0.3 * noise(),
  'a tone of 1 kHz': (timeS) => 0.3 * tone(1000)(timeS),
  'hum of 50 Hz': (timeS) => 0.2 * tone(50, 100, 150)(timeS),
  'a dial tone': (timeS) => 0.3 * tone(350, 440)(timeS),
  ringback: (timeS) => 0.3 * during(6, 2, tone(440, 480))(timeS),
  'a busy tone': (timeS) => 0.3 * during(1, 0.5, tone(480, 620))(timeS),
  'touch tones': (timeS) => 0.3 * during(0.2, 0.1, tone(697 + 77 * Math.floor((timeS * 5) % 4), 1336))(timeS),
  clicks: (timeS) => (timeS % 0.7 < 0.001 ? 0.9 : 0),
}

for (const [name, signal] of Object.entries(sounds)) {
  test(`${name} is no speech`, async () => {
    const { probability } = await vad.detect(writeSpool(join(folder, 'sound'), 6, signal))
    const most = Math.max(...probability)
    assert.ok(most < SPEECH, `${most}`)
  })
}

test('power is the mean square of the samples, full scale being 1', async () => {
  const { power } = await vad.detect(
    writeSpool(join(folder, 'sound'), 0.1, (timeS) => (timeS < 0.032 ? 0.5 : 0)),
  )
  assert.ok(Math.abs(power[0]! - 0.25) < 1e-3)
  assert.deepEqual([...power.subarray(1)], [0, 0, 0])
})

const ends: [string, () => Spool, number][] = [
  ['an empty spool has no frames', () => writeSpool(join(folder, 'sound'), 0, () => 0), 0],
  [
    'one sample is one frame',
    () => ({ ...writeSpool(join(folder, 'sound'), 1, () => 0), sampleCount: 1 }),
    1,
  ],
  [
    'what is missing at the end of a file counts as silence',
    () => ({ ...writeSpool(join(folder, 'sound'), 1, () => 0), sampleCount: 32_000 }),
    63,
  ],
]
for (const [title, spool, frames] of ends) {
  test(title, async () => assert.equal((await vad.detect(spool())).probability.length, frames))
}

test('a spool that is gone is an error that names it, and the detector goes on', async () => {
  await assert.rejects(vad.detect({ path: join(folder, 'gone'), sampleCount: 512 }), /gone/)
  const { probability } = await vad.detect(writeSpool(join(folder, 'sound'), 0.1, () => 0))
  assert.equal(probability.length, 4)
})

test('an aborted call rejects with the reason it was aborted for', async () => {
  const spool = writeSpool(join(folder, 'sound'), 0.1, () => 0)
  await assert.rejects(vad.detect(spool, { signal: AbortSignal.abort(new Error('stopping')) }), /stopping/)
})
