// ADPCM WAVE files for tests, by encoders of our own that follow the formats' papers, not the decoders. Never
// imported by product code.
import { wavFile } from './recording-fixtures.ts'

/** Sound to be packed. */
export interface AdpcmSpec {
  /** 16-bit samples, one array per channel, all equally long. */
  channels: number[][]
  samplesPerBlock: number
  /** Chunks between `fmt ` and `data`. */
  extra?: Uint8Array
}

/** A file of IMA ADPCM; `samplesPerBlock` must be 1 more than a multiple of 8. The last block is filled up. */
export function imaAdpcmFile({ channels, samplesPerBlock, extra }: AdpcmSpec): Buffer {
  const states = channels.map(() => ({ step: 7, value: 0 }))
  const blocks = blocksOf(channels, samplesPerBlock).map((block) => {
    const heads = block.map((samples, channel) => {
      states[channel]!.value = samples[0]!
      return [...int16(samples[0]!), stepIndexOf(states[channel]!.step), 0]
    })
    const nibbles = block.map((samples, channel) =>
      samples.slice(1).map((s) => imaNibble(states[channel]!, s)),
    )
    const groups = Array.from({ length: (samplesPerBlock - 1) / 8 }, (_, group) =>
      nibbles.map((all) => lowFirst(all.slice(group * 8, group * 8 + 8))),
    )
    return Buffer.from([...heads.flat(), ...groups.flat(2)])
  })
  const layout = { blockBytes: blocks[0]!.length, extension: Buffer.from(int16(samplesPerBlock)) }
  return adpcmFile(17, { channels, extra, layout, blocks })
}

/** A file of MS ADPCM with the seven standard coefficient pairs, always using the second; `samplesPerBlock` must
 * be even. The last block is filled up. */
export function msAdpcmFile({ channels, samplesPerBlock, extra }: AdpcmSpec): Buffer {
  const blocks = blocksOf(channels, samplesPerBlock).map((block) => {
    const states = block.map(([older = 0, newer = 0]) => ({ older, newer, delta: 64 }))
    const heads = [
      block.map(() => 1),
      states.flatMap(({ delta }) => int16(delta)),
      states.flatMap(({ newer }) => int16(newer)),
      states.flatMap(({ older }) => int16(older)),
    ]
    const nibbles: number[] = []
    for (let index = 2; index < samplesPerBlock; index++) {
      for (const [channel, state] of states.entries()) nibbles.push(msNibble(state, block[channel]![index]!))
    }
    const body = Array.from(
      { length: nibbles.length / 2 },
      (_, at) => (nibbles[at * 2]! << 4) | nibbles[at * 2 + 1]!,
    )
    return Buffer.from([...heads.flat(), ...body])
  })
  const extension = Buffer.from([samplesPerBlock, 7, ...msPairs.flat()].flatMap(int16))
  return adpcmFile(2, { channels, extra, layout: { blockBytes: blocks[0]!.length, extension }, blocks })
}

/** The coefficient pairs that encoders write into every file. */
export const msPairs: [number, number][] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
]

/** The two bytes of a 16-bit number, low one first. */
export function int16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff]
}

interface Encoded {
  channels: number[][]
  extra: Uint8Array | undefined
  layout: { blockBytes: number; extension: Uint8Array }
  blocks: Buffer[]
}

function adpcmFile(formatTag: number, { channels, extra, layout, blocks }: Encoded): Buffer {
  return wavFile({
    data: Buffer.concat(blocks),
    formatTag,
    bits: 4,
    channelCount: channels.length,
    blocks: layout,
    ...(extra && { extra }),
  })
}

/** Cuts the channels into blocks; the last one repeats its last sample. */
function blocksOf(channels: number[][], size: number): number[][][] {
  return Array.from({ length: Math.ceil(channels[0]!.length / size) }, (_, block) =>
    channels.map((samples) =>
      Array.from(
        { length: size },
        (_, index) => samples[Math.min(block * size + index, samples.length - 1)]!,
      ),
    ),
  )
}

function lowFirst(nibbles: number[]): number[] {
  return [0, 2, 4, 6].map((at) => nibbles[at]! | (nibbles[at + 1]! << 4))
}

function clamp16(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value))
}

/** The step sizes of the IMA paper. */
const imaSteps = [
  [7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88],
  [97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658],
  [724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660],
  [4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289],
  [16_818, 18_500, 20_350, 22_385, 24_623, 27_086, 29_794, 32_767],
].flat()

function stepIndexOf(step: number): number {
  return imaSteps.indexOf(step)
}

function imaNibble(state: { step: number; value: number }, sample: number): number {
  const { step } = state
  const sign = sample < state.value ? 8 : 0
  let rest = Math.abs(sample - state.value)
  let code = 0
  let change = step >> 3
  for (const [bit, part] of [
    [4, step],
    [2, step >> 1],
    [1, step >> 2],
  ] as const) {
    if (rest < part) continue
    code |= bit
    rest -= part
    change += part
  }
  state.value = clamp16(sign ? state.value - change : state.value + change)
  const index = stepIndexOf(step) + (code < 4 ? -1 : (code - 3) * 2)
  state.step = imaSteps[Math.max(0, Math.min(imaSteps.length - 1, index))]!
  return sign | code
}

const msAdaption = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230]

function msNibble(state: { older: number; newer: number; delta: number }, sample: number): number {
  const predicted = Math.trunc((state.newer * 512 - state.older * 256) / 256)
  const code = Math.max(-8, Math.min(7, Math.round((sample - predicted) / state.delta)))
  state.older = state.newer
  state.newer = clamp16(predicted + code * state.delta)
  state.delta = Math.max(16, (msAdaption[code & 15]! * state.delta) >> 8)
  return code & 15
}
