// Files damaged at random, the same at every run: whatever is in them, decoding comes to an end, with sound or with
// an error of the catalogue.
import './silent-console.ts'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { imaAdpcmFile, msAdpcmFile } from './adpcm-fixtures.ts'
import { decodeFile } from './decode-file.ts'
import { createDecoder } from './decoder.ts'
import { createDice, mutated } from './mutations.ts'
import { flacPages, oggFixture, oggPage, pagesOf, resealed } from './ogg-fixtures.ts'
import { flacFrame, flacHead, sine } from './recording-fixtures.ts'

const MUTATIONS = 60
const MAX_SECONDS = 60
const MAX_GROWTH_BYTES = 300_000_000

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
const decoder = createDecoder()
after(async () => {
  await decoder.close()
  rmSync(folder, { recursive: true })
})
let fileCount = 0

function requestFor(bytes: Uint8Array) {
  const path = join(folder, `file-${++fileCount}`)
  const spoolDir = join(folder, `spools-${fileCount}`)
  writeFileSync(path, bytes)
  mkdirSync(spoolDir)
  return { path, spoolDir, maxSeconds: MAX_SECONDS }
}

/** `decoded`, or the key of the error. Any other error goes on. */
async function outcome(bytes: Uint8Array, decode = decodeFile): Promise<string> {
  const request = requestFor(bytes)
  try {
    const { durationMs, channels, sampleRateHz } = await decode(request)
    assert.ok(durationMs <= MAX_SECONDS * 1000)
    assert.ok(channels.length <= 2 && sampleRateHz >= 8000)
    return 'decoded'
  } catch (error) {
    if (error instanceof VerbatimError && !error.retryable) return error.key
    throw error
  } finally {
    rmSync(request.spoolDir, { recursive: true })
  }
}

const tone = Array.from(sine(300, 8000, 12_000), (value) => Math.round(value * 20_000))
const flac = Buffer.concat(flacPages(16_000))
const files: [name: string, file: Buffer, inOgg: boolean][] = [
  ['Ogg Opus', oggFixture('opus-stereo'), true],
  ['Ogg Vorbis', oggFixture('vorbis-stereo'), true],
  ['Ogg FLAC', flac, true],
  ['IMA ADPCM', imaAdpcmFile({ channels: [tone, tone], samplesPerBlock: 249 }), false],
  ['MS ADPCM', msAdpcmFile({ channels: [tone, tone], samplesPerBlock: 244 }), false],
]

for (const [name, file, inOgg] of files) {
  test(`${name}, damaged in ${MUTATIONS} ways, is decoded or refused in an orderly way`, async () => {
    const startBytes = process.memoryUsage().rss
    const seen = new Map<string, number>()
    for (let seed = 0; seed < MUTATIONS; seed++) {
      const damaged = mutated(file, createDice(seed))
      // With true checksums the damage gets past the page reader.
      const key = await outcome(inOgg && seed % 2 === 0 ? resealed(damaged) : damaged)
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    // Were nearly everything refused at the door, or nothing damaged at all, this test would prove little.
    assert.ok(seen.size > 1 && (seen.get('decoded') ?? 0) >= MUTATIONS / 6, JSON.stringify([...seen]))
    assert.ok(process.memoryUsage().rss - startBytes < MAX_GROWTH_BYTES)
  })
}

test('the decode thread says the same of damaged files', async () => {
  for (const [name, file] of files) {
    for (const seed of [1, 2, 3]) {
      const damaged = mutated(file, createDice(seed))
      const key = await outcome(damaged, (request) => decoder.decode(request))
      assert.equal(key, await outcome(damaged), name)
    }
  }
})

test('small files that expand to hours stop at the limit', async () => {
  const [head, tags] = pagesOf(oggFixture('opus-mono'))
  const packets = new Array<Buffer>(250).fill(Buffer.from([0x1b, 2]))
  const opus = Array.from({ length: 100 }, (_, page) =>
    oggPage({ sequence: page + 2, granule: (page + 1) * 250 * 5760, packets }),
  )
  const silence = new Array<number>(65_000).fill(0)
  const first = Buffer.concat([
    Buffer.from('\x7fFLAC\x01\0\0\x01', 'latin1'),
    flacHead({ rateHz: 8000, channelCount: 2, blockSamples: 65_000, totalSamples: 0 }),
  ])
  const frames = Array.from({ length: 200 }, (_, index) => flacFrame(index, [silence, silence]))
  const bombs = [
    Buffer.concat([head!, tags!, ...opus]),
    Buffer.concat([
      oggPage({ first: true, packets: [first] }),
      oggPage({ sequence: 1, granule: 200 * 65_000, packets: frames }),
    ]),
  ]
  const startBytes = process.memoryUsage().rss
  for (const bomb of bombs) {
    assert.ok(bomb.length < 100_000)
    assert.equal(await outcome(bomb), 'mediaTooLong')
  }
  assert.ok(process.memoryUsage().rss - startBytes < MAX_GROWTH_BYTES)
})

test('a page that claims to lie years ahead does not fill years', async () => {
  const pages = pagesOf(oggFixture('opus-mono'))
  pages[6]!.writeBigInt64LE(2n ** 62n, 6)
  assert.equal(await outcome(resealed(Buffer.concat(pages))), 'mediaTooLong')
})
