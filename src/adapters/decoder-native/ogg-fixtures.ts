// Ogg files for tests: pages made byte by byte, recordings from `fixtures/` taken apart and put together anew, and
// the sound those recordings were made from. Never imported by product code.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageCrc } from './ogg-pages.ts'
import { flacPieces } from './recording-fixtures.ts'

/** What to put onto a page. Everything has a default. */
export interface OggPageSpec {
  serial?: number
  sequence?: number
  /** -1 for none. */
  granule?: number | bigint
  continued?: boolean
  first?: boolean
  last?: boolean
  /** The last of them goes on on the next page when `goesOn` is set; its length must then be a multiple of 255. */
  packets?: Uint8Array[]
  goesOn?: boolean
}

/** A page with a true checksum. */
export function oggPage(spec: OggPageSpec): Buffer {
  const { serial = 1, sequence = 0, granule = 0, packets = [], goesOn = false } = spec
  const segments = packets.flatMap(({ length }, index) => {
    const full = new Array<number>(Math.floor(length / 255)).fill(255)
    return goesOn && index === packets.length - 1 ? full : [...full, length % 255]
  })
  const header = Buffer.alloc(27)
  header.write('OggS')
  header[5] = (spec.continued ? 1 : 0) | (spec.first ? 2 : 0) | (spec.last ? 4 : 0)
  header.writeBigInt64LE(BigInt(granule), 6)
  header.writeUInt32LE(serial, 14)
  header.writeUInt32LE(sequence, 18)
  header[26] = segments.length
  return sealed(Buffer.concat([header, Buffer.from(segments), ...packets]))
}

/** A page with its checksum made true again, in place. */
export function sealed(page: Buffer): Buffer {
  page.writeUInt32LE(pageCrc(page), 22)
  return page
}

/** A copy in which all that looks like a page has a true checksum, so that damage reaches what lies behind. */
export function resealed(file: Buffer): Buffer {
  const copy = Buffer.from(file)
  for (let start = copy.indexOf('OggS'); start >= 0; start = copy.indexOf('OggS', start + 1)) {
    const bodyStart = start + 27 + (copy[start + 26] ?? 0)
    const bodyBytes = copy.subarray(start + 27, bodyStart).reduce((sum, length) => sum + length, 0)
    if (bodyStart + bodyBytes <= copy.length) sealed(copy.subarray(start, bodyStart + bodyBytes))
  }
  return copy
}

/** Cuts a whole Ogg file into its pages, as copies. */
export function pagesOf(file: Buffer): Buffer[] {
  const pages: Buffer[] = []
  for (let start = 0; start < file.length; start += pages.at(-1)!.length) {
    const bodyStart = start + 27 + file[start + 26]!
    const bodyBytes = file.subarray(start + 27, bodyStart).reduce((sum, length) => sum + length, 0)
    pages.push(Buffer.from(file.subarray(start, bodyStart + bodyBytes)))
  }
  return pages
}

/** A recording made by `scripts/fixtures/make-ogg-fixtures.ts`. */
export function oggFixture(name: 'opus-mono' | 'opus-stereo' | 'vorbis-mono' | 'vorbis-stereo'): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures', `${name}.ogg`))
}

/** A mono FLAC stream at 16 kHz whose samples rise by 7 from -2000 on, again and again, one frame of 100 samples a page. */
export function flacPages(sampleCount = 1000): Buffer[] {
  const channels = [Array.from({ length: sampleCount }, (_, index) => ((index * 7) % 30_000) - 2000)]
  const [head, ...frames] = flacPieces({ rateHz: 16_000, channels, blockSamples: 100 })
  const first = Buffer.concat([Buffer.from('\x7fFLAC\x01\0\0\x01', 'latin1'), head!])
  const comment = Buffer.from([0x84, 0, 0, 0])
  return [
    oggPage({ first: true, packets: [first] }),
    oggPage({ sequence: 1, packets: [comment] }),
    ...frames.map((frame, index) =>
      oggPage({
        sequence: index + 2,
        granule: Math.min(sampleCount, (index + 1) * 100),
        packets: [frame],
        last: index === frames.length - 1,
      }),
    ),
  ]
}

/** Length of every recording in `fixtures/`, in seconds. */
export const FIXTURE_SECONDS = 3

/** What the recordings hold, channel by channel: a gliding voice of a few harmonics in four syllables a second,
 * never the same twice, so that it fits itself at one place only. In [-0.5, 0.5]. */
export function fixtureSound(rateHz: number, channel: number): Float32Array {
  return Float32Array.from({ length: FIXTURE_SECONDS * rateHz }, (_, index) => {
    const time = index / rateHz
    const base = channel === 0 ? 130 : 210
    const phase = 2 * Math.PI * (base * time + 20 * time * time + 6 * Math.sin(5 * time))
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase)
    return 0.25 * voice * Math.sin(4 * Math.PI * (time + 0.1 * channel)) ** 2
  })
}
