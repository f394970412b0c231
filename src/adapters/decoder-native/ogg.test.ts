// Ogg from file to chunks: real recordings, whole, damaged and joined, and the variants that are refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { identifyOggCodec } from './identify-ogg-codec.ts'
import { openOgg } from './ogg.ts'
import { fixtureSound, flacPages, oggFixture, oggPage, pagesOf, sealed } from './ogg-fixtures.ts'
import { memoryFile } from './recording-fixtures.ts'

/** Reads everything; damage becomes zeros in its place and is listed as `[where, how much]`. */
async function read(file: Uint8Array) {
  const { format, chunks } = openOgg(memoryFile(file), { startByte: 0, endByte: file.length })
  const parts: Float32Array[][] = []
  const damage: [at: number, lostSamples: number][] = []
  let length = 0
  for await (const chunk of chunks) {
    const silence = () => new Float32Array(chunk.kind === 'damage' ? chunk.lostSamples : 0)
    if (chunk.kind === 'damage') damage.push([length, chunk.lostSamples])
    parts.push(
      chunk.kind === 'damage' ? Array.from({ length: format.channelCount }, silence) : chunk.channels,
    )
    length += parts.at(-1)![0]!.length
  }
  const channels = Array.from({ length: format.channelCount }, (_, index) => {
    const joined = new Float32Array(length)
    let at = 0
    for (const part of parts) {
      joined.set(part[index]!, at)
      at += part[index]!.length
    }
    return joined
  })
  return { format, channels, damage }
}

function rejects(file: Uint8Array, key: string, message = /./) {
  assert.throws(
    () => openOgg(memoryFile(file), { startByte: 0, endByte: file.length }),
    (error) => error instanceof VerbatimError && error.key === key && message.test(error.message),
  )
}

/** Correlation of `sound` with `reference`, 1 for the same waveform at any level. */
function likeness(sound: Float32Array, reference: Float32Array): number {
  let [product, soundPower, referencePower] = [0, 0, 0]
  for (const [index, value] of sound.entries()) {
    product += value * reference[index]!
    soundPower += value ** 2
    referencePower += reference[index]! ** 2
  }
  return product / Math.sqrt(soundPower * referencePower)
}

/** What a later page or packet holds must be where it was, up to what the decoder needs to recover. */
function assertSameFrom(at: number, got: Float32Array, expected: Float32Array) {
  assert.equal(got.length, expected.length)
  const similarity = likeness(got.subarray(at), expected.subarray(at))
  assert.ok(similarity > 0.99, `likeness ${similarity} from ${at} on`)
}

const concat = (pages: Buffer[]) => Buffer.concat(pages)
const opusPages = () => pagesOf(oggFixture('opus-mono'))
const samples = 144_000
/** Samples of one page of the Opus recordings, and what is dropped before the first. */
const pageSamples = 9600
const preSkip = 312

/** The Vorbis recording with one packet a page, so that parts of it can go missing. */
async function vorbisPages(packetsPerPage = 4): Promise<Buffer[]> {
  const [head, headers, sound] = pagesOf(oggFixture('vorbis-mono'))
  const packets: Buffer[] = []
  let start = 27 + sound![26]!
  for (const length of sound!.subarray(27, start)) {
    packets.push(sound!.subarray(start, start + length))
    start += length
  }
  const decode = await identifyOggCodec(head!.subarray(28))!.createDecoder()
  // Comment and setup share a page; the comment ends where the setup's mark is.
  const body = headers!.subarray(27 + headers![26]!)
  await decode(body.subarray(body.indexOf('\x05vorbis', 0, 'latin1')))
  const pages = [head!, headers!]
  let granule = 0
  for (let first = 0; first < packets.length; first += packetsPerPage) {
    const part = packets.slice(first, first + packetsPerPage)
    for (const packet of part) {
      const decoded = await decode(packet)
      assert.ok(decoded !== null && decoded !== 'broken' && decoded.kind === 'samples')
      granule += decoded.channels[0]!.length
    }
    const last = first + packetsPerPage >= packets.length
    const end = last ? 48_000 : granule
    pages.push(oggPage({ sequence: pages.length, granule: end, last, packets: part }))
  }
  return pages
}

test('Opus and Vorbis recordings lie on the sound they were made from, to the sample', async () => {
  for (const [name, codec, rateHz, channelCount] of [
    ['opus-mono', 'opus', 48_000, 1],
    ['opus-stereo', 'opus', 48_000, 2],
    ['vorbis-mono', 'vorbis', 16_000, 1],
    ['vorbis-stereo', 'vorbis', 16_000, 2],
  ] as const) {
    const { format, channels, damage } = await read(oggFixture(name))
    assert.deepEqual(format, {
      container: 'ogg',
      codec,
      sampleRateHz: rateHz,
      channelCount,
      expectedSamples: null,
    })
    assert.deepEqual(damage, [], name)
    for (const [index, sound] of channels.entries()) {
      assert.equal(sound.length, 3 * rateHz, name)
      const original = fixtureSound(rateHz, index)
      const here = likeness(sound, original)
      assert.ok(here > 0.9, `${name}: likeness ${here}`)
      const moved = likeness(sound.subarray(0, -8), original.subarray(8))
      assert.ok(moved < here, `${name} fits better elsewhere`)
    }
  }
})

test('a damaged Opus page is silence of its length and what follows keeps its time', async () => {
  const whole = await read(oggFixture('opus-mono'))
  const pages = opusPages()
  pages[7]![100]! ^= 1
  const { channels, damage } = await read(concat(pages))
  const at = 5 * pageSamples - preSkip
  assert.deepEqual(damage, [[at, pageSamples]])
  assert.equal(channels[0]!.length, samples)
  assert.deepEqual(channels[0]!.subarray(0, at), whole.channels[0]!.subarray(0, at))
  assertSameFrom(at + pageSamples + 4800, channels[0]!, whole.channels[0]!)
})

test('missing pages count like damaged ones, also at the start and at the end', async () => {
  const lost = async (...indices: number[]) => {
    const { channels, damage } = await read(
      concat(opusPages().filter((_, index) => !indices.includes(index))),
    )
    return { length: channels[0]!.length, damage }
  }
  const middle = await lost(6, 7, 8)
  assert.deepEqual(middle, { length: samples, damage: [[4 * pageSamples - preSkip, 3 * pageSamples]] })
  // What is dropped at the beginning anyway is not missed.
  assert.deepEqual(await lost(2), { length: samples, damage: [[0, pageSamples - preSkip]] })
  assert.deepEqual(await lost(1), { length: samples, damage: [[0, 0]] })
  assert.deepEqual(await lost(17), { length: samples - preSkip, damage: [[samples - preSkip, 0]] })
})

test('a file cut off within a page keeps what is whole and says that some is lost', async () => {
  const pages = opusPages().slice(0, 8)
  const file = concat(pages)
  const { channels, damage } = await read(file.subarray(0, file.length - 50))
  const [[at, lostSamples] = [0, 0], ...more] = damage
  assert.deepEqual([at, more], [5 * pageSamples - preSkip, []])
  assert.ok(lostSamples > 0)
  assert.equal(channels[0]!.length, at + lostSamples)
})

test('foreign bytes between pages are a defect without loss of time', async () => {
  const pages = opusPages()
  pages.splice(5, 0, Buffer.from('OggS, but not really'))
  const { channels, damage } = await read(concat(pages))
  assert.equal(channels[0]!.length, samples)
  assert.deepEqual(damage, [[3 * pageSamples - preSkip, 0]])
})

test('Opus packets that make no sense become silence of the length they claim', async () => {
  const [head, tags] = opusPages()
  const packets = [Buffer.from([0x0b, 0x46]), Buffer.from([0x0b, 0xff]), Buffer.from([0x08]), Buffer.alloc(0)]
  const page = oggPage({ sequence: 2, granule: 3 * 960, packets, last: true })
  const { damage } = await read(concat([head!, tags!, page]))
  assert.equal(damage.length, 3)
})

test('an Opus packet larger than the decoder takes is damage, and what follows is decoded', async () => {
  const [head, tags] = opusPages()
  const packets = [Buffer.from([0x08]), Buffer.alloc(5000, 0x08), Buffer.from([0x08])]
  const page = oggPage({ sequence: 2, granule: 3 * 960, packets, last: true })
  const { channels, damage } = await read(concat([head!, tags!, page]))
  assert.deepEqual(damage, [[960 - preSkip, 960]])
  assert.equal(channels[0]!.length, 3 * 960 - preSkip)
})

test('an Opus packet of a byte can stand for 120 ms and no more', async () => {
  const [head, tags] = opusPages()
  const packets = new Array<Buffer>(250).fill(Buffer.from([0x1b, 2]))
  const granule = 250 * 5760
  const page = oggPage({ sequence: 2, granule, packets, last: true })
  const { channels } = await read(concat([head!, tags!, page]))
  assert.equal(channels[0]!.length, granule - preSkip)
})

test('the gain of an Opus header is applied, in 256ths of a decibel', async () => {
  const pages = opusPages()
  const whole = await read(concat(pages))
  pages[0]!.writeInt16LE(-1541, 28 + 16)
  sealed(pages[0]!)
  const { channels } = await read(concat(pages))
  for (const index of [5000, 50_000, 99_999]) {
    const expected = whole.channels[0]![index]! / 2
    assert.ok(Math.abs(channels[0]![index]! - expected) < 1e-4)
  }
})

test('chained streams follow each other in time, also with other channels', async () => {
  const mono = oggFixture('opus-mono')
  const stereo = oggFixture('opus-stereo')
  const apart = [await read(mono), await read(stereo)]
  const twice = await read(concat([mono, mono]))
  assert.deepEqual(twice.damage, [])
  assert.deepEqual(twice.channels[0]!.subarray(samples), apart[0]!.channels[0])
  const [mixed] = (await read(concat([mono, stereo]))).channels
  const [left, right] = apart[1]!.channels
  assert.equal(mixed!.length, 2 * samples)
  assert.equal(mixed![samples + 7777], Math.fround((left![7777]! + right![7777]!) / 2))
  const doubled = (await read(concat([stereo, mono]))).channels
  assert.deepEqual(doubled[0]!.subarray(samples), apart[0]!.channels[0])
  assert.deepEqual(doubled[1]!.subarray(samples), apart[0]!.channels[0])
})

test('a chained stream in another rate or codec costs its time', async () => {
  const opus = oggFixture('opus-mono')
  const { channels, damage } = await read(concat([opus, oggFixture('vorbis-mono'), opus]))
  assert.equal(channels[0]!.length, 3 * samples)
  assert.deepEqual(damage, [[samples, samples]])
  const speex = oggPage({ first: true, serial: 5, packets: [Buffer.from('Speex   ')] })
  const sound = oggPage({ serial: 5, sequence: 1, granule: 8000, packets: [Buffer.alloc(3000)] })
  const other = await read(concat([opus, speex, sound, opus]))
  assert.deepEqual(other.damage.length, 1)
  assert.ok(other.damage[0]![0] === samples && other.damage[0]![1] > 0)
})

test('a chained stream that lost its first page is damage by its bytes', async () => {
  const [, ...headless] = opusPages().map((page) => {
    page.writeUInt32LE(99, 14)
    return sealed(page)
  })
  const { damage } = await read(concat([oggFixture('opus-mono'), ...headless]))
  assert.equal(damage.length, 1)
  assert.ok(Math.abs(damage[0]![1] - samples) < samples / 3, `${damage[0]![1]} samples`)
})

test('of streams side by side the one that can be decoded is taken', async () => {
  const film = (sequence: number, first = false) =>
    oggPage({ serial: 77, sequence, first, packets: [Buffer.from('\x80theora', 'latin1')] })
  const [head, ...rest] = opusPages()
  const pages = [film(0, true), head!, film(1), ...rest.flatMap((page, index) => [page, film(index + 2)])]
  const { channels, damage } = await read(concat(pages))
  assert.deepEqual(damage, [])
  assert.deepEqual(channels, (await read(oggFixture('opus-mono'))).channels)
})

test('Vorbis in small pages is the same, and missing ones keep the time of the rest', async () => {
  const whole = await read(oggFixture('vorbis-mono'))
  const pages = await vorbisPages()
  assert.ok(pages.length > 20)
  const paged = await read(concat(pages))
  assert.deepEqual([paged.channels, paged.damage], [whole.channels, []])
  const { channels, damage } = await read(concat(pages.toSpliced(8, 3)))
  assert.equal(damage.length, 1)
  const [at, lostSamples] = damage[0]!
  assert.ok(lostSamples > 1000)
  assertSameFrom(at + lostSamples + 2048, channels[0]!, whole.channels[0]!)
})

test('a Vorbis stream without its setup, or with a false one, is broken from there', async () => {
  const pages = await vorbisPages()
  const without = await read(concat(pages.toSpliced(1, 1)))
  assert.deepEqual([without.channels[0]!.length, without.damage.length], [0, 2])
  const body = pages[1]!
  body.fill(0x55, body.indexOf('\x05vorbis', 0, 'latin1') + 7, body.length - 10)
  const wrong = await read(concat([pages[0]!, sealed(body), ...pages.slice(2)]))
  assert.ok(wrong.channels[0]!.every((value) => value === 0))
  assert.ok(wrong.damage.length > 0)
})

test('FLAC in Ogg comes back exactly, with a damaged frame as damage of its length', async () => {
  const { format, channels, damage } = await read(concat(flacPages()))
  assert.deepEqual([format.codec, format.sampleRateHz, damage], ['flac', 16_000, []])
  const expected = Array.from({ length: 1000 }, (_, index) => index * 7 - 2000)
  const decoded = Array.from(channels[0]!, (value) => Math.round(value * 32_768))
  assert.deepEqual(decoded, expected)
  const pages = flacPages()
  pages[5]![80]! ^= 1
  assert.deepEqual((await read(concat(pages))).damage, [[300, 100]])
  assert.deepEqual(
    (await read(concat([...pages.slice(0, 5), sealed(pages[5]!), ...pages.slice(6)]))).damage,
    [[300, 100]],
  )
})

test('variants that are not decoded are refused by name', () => {
  const [head, ...rest] = opusPages()
  const changed = (offset: number, value: number) => {
    const page = Buffer.from(head!)
    page[28 + offset] = value
    return concat([sealed(page), ...rest])
  }
  rejects(changed(18, 1), 'mediaTypeUnsupported', /Opus.*channel mapping 1/)
  rejects(changed(8, 16), 'mediaTypeUnsupported', /Opus.*version 16/)
  const speex = oggPage({ first: true, packets: [Buffer.from('Speex   ')] })
  rejects(speex, 'mediaTypeUnsupported', /no sound/)
})

test('files without a usable first page are corrupted', () => {
  rejects(concat(opusPages().slice(1)), 'mediaCorrupted', /no beginning/)
  rejects(Buffer.from('OggS'), 'mediaCorrupted', /no beginning/)
  for (const mark of ['OpusHead\x01', '\x01vorbis\0', '\x7fFLAC\x01\0\0\x01fLaC']) {
    const packets = [Buffer.from(mark, 'latin1')]
    rejects(oggPage({ first: true, packets }), 'mediaCorrupted')
  }
})

test('a file of nothing but beginnings is given up', async () => {
  const [head, tags] = opusPages()
  const file = concat(Array.from({ length: 1100 }, () => [head!, tags!]).flat())
  await assert.rejects(
    read(file),
    (error) => error instanceof VerbatimError && /too many/.test(error.message),
  )
})
