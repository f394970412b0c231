// Peaks and key tones of spools, through the real thread.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PEAK_COUNT } from '../../ports/renditions.ts'
import { decodeSampleCall } from '../../testing/sample-call.ts'
import { createDecoder } from '../decoder-native/decoder.ts'
import { createRenditions } from './renditions.ts'

const folder = mkdtempSync(join(tmpdir(), 'survey-'))
const decoder = createDecoder()
const renditions = createRenditions({ decoder })
after(async () => {
  await renditions.close()
  await decoder.close()
  rmSync(folder, { recursive: true })
})
const sample = (await decodeSampleCall(folder)).channels

let count = 0
function spoolOf(samples: Int16Array) {
  const path = join(folder, `spool-${count++}`)
  writeFileSync(path, samples)
  return { path, sampleCount: samples.length }
}
const keysIn = async (...channels: Int16Array[]) =>
  (await renditions.survey({ channels: channels.map(spoolOf), keyTones: true })).keyTones

/** `ms` of tones of the given strengths (share of full scale) over a little noise. */
function tones(ms: number, ...parts: [hz: number, strength: number][]) {
  return Int16Array.from({ length: ms * 16 }, (_, at) => {
    const noise = (((at * 7919) % 211) - 105) * 0.3
    return (
      noise +
      parts.reduce(
        (sum, [hz, strength]) => sum + strength * 32_000 * Math.sin((2 * Math.PI * hz * at) / 16_000),
        0,
      )
    )
  })
}
const joined = (...pieces: Int16Array[]) => Int16Array.from(pieces.flatMap((piece) => [...piece]))

test('every channel has the same number of peaks: of each stretch the sample furthest from zero', async () => {
  const long = new Int16Array(1_000_003)
  long[0] = -32_768
  long[600_000] = 16_384
  long[600_001] = -8192
  long[1_000_002] = 33
  const spools = [
    spoolOf(long),
    spoolOf(Int16Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => value * 1000))),
  ]
  const { peaks, keyTones } = await renditions.survey({ channels: spools, keyTones: false })
  assert.deepEqual(
    peaks.map(({ length }) => length),
    [PEAK_COUNT, PEAK_COUNT],
  )
  assert.deepEqual(
    [...peaks[0]!.entries()].filter(([, value]) => value !== 0),
    [
      [0, -1],
      [2399, 0.5],
      [3999, 0.001],
    ],
  )
  // Of a channel with fewer samples each one stands for as many peaks.
  assert.deepEqual(
    [0, 399, 400, 3999].map((at) => peaks[1]![at]),
    [0.031, 0.031, 0.061, 0.305],
  )
  assert.deepEqual(keyTones, [])
})

test('keys are found where they sound, off by a little, unevenly loud, in a block of their own or over two', async () => {
  const [row, column] = [770, 1336]
  const quiet = tones(500)
  const pressed: [string, Int16Array][] = [
    ['plain', tones(60, [row, 0.3], [column, 0.3])],
    ['1.5 % high', tones(60, [row * 1.015, 0.3], [column * 1.015, 0.3])],
    ['6 dB apart', tones(60, [row, 0.3], [column, 0.15])],
    ['quiet', tones(60, [row, 0.02], [column, 0.02])],
  ]
  for (const [name, key] of pressed) {
    const found = await keysIn(quiet, joined(tones(4070), key, quiet))
    assert.equal(found.length, 1, name)
    const { channel, startMs, endMs } = found[0]!
    assert.equal(channel, 2)
    assert.ok(Math.abs(startMs - 4070) <= 16 && Math.abs(endMs - 4130) <= 16, `${name}: ${startMs} ${endMs}`)
  }
})

test('one tone, two tones of one group, a key among other sound and a click are none', async () => {
  const sounds = [
    tones(300, [770, 0.3]),
    tones(300, [770, 0.3], [941, 0.3]),
    tones(300, [770, 0.2], [1336, 0.2], [400, 0.3], [2000, 0.2]),
    joined(tones(100), tones(20, [770, 0.3], [1336, 0.3]), tones(100)),
  ]
  for (const [at, sound] of sounds.entries()) assert.deepEqual(await keysIn(sound), [], `sound ${at}`)
})

test('speech has no keys', async () => {
  assert.deepEqual((await renditions.survey({ channels: sample, keyTones: true })).keyTones, [])
})

const corpora = new URL('../../../../shared/corpora/', import.meta.url)
const dtmf = new URL('nospeech/dtmf-card.wav', corpora)
test(
  'a card number that was keyed is found, key by key',
  { skip: existsSync(dtmf) ? false : '../shared/corpora is not here' },
  async () => {
    const list: { id: string; dtmf?: { start: number; end: number }[] }[] = JSON.parse(
      readFileSync(new URL('manifest.json', corpora), 'utf8'),
    )
    const keys = list.find(({ id }) => id === 'nospeech-dtmf-card')!.dtmf!
    const { channels } = await decoder.decode({ path: dtmf.pathname, spoolDir: folder, maxSeconds: 60 })
    const { keyTones } = await renditions.survey({ channels, keyTones: true })
    const covered = keys.filter(({ start, end }) =>
      keyTones.some(({ startMs, endMs }) => startMs < end * 1000 && endMs > start * 1000),
    )
    assert.equal(covered.length, keys.length)
    assert.equal(keyTones.length, keys.length)
  },
)
