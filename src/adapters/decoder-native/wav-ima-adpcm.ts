// IMA ADPCM as WAVE packs it (tag 0x11): speech-and-media section 5.3, "Recommended Practices" of the IMA, 1992.
import { fault } from '../../domain/errors.ts'
import type { BlockFormat } from './wav-blocks.ts'
import type { WavHeader } from './wav-header.ts'

const FULL_SCALE = 32_768
/** Block head and nibble group of one channel. */
const HEAD_BYTES = 4
const GROUP_BYTES = 4
const GROUP_SAMPLES = 8
const STEP_COUNT = 89
/** The table grows by a tenth per step, rounded in a way no formula gives. */
const steps = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
  107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724,
  796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026,
  4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289, 16_818,
  18_500, 20_350, 22_385, 24_623, 27_086, 29_794, 32_767,
]
const stepChanges = [-1, -1, -1, -1, 2, 4, 6, 8]

/** Makes the format that `header` describes.
 * @throws VerbatimError mediaCorrupted for blocks too short to hold samples */
export function imaAdpcm({ blockBytes, channelCount, formatExtension }: WavHeader): BlockFormat {
  const headBytes = HEAD_BYTES * channelCount
  if (blockBytes < headBytes) throw fault('mediaCorrupted', 'The WAV file has impossible ADPCM blocks')
  const fits = (byteCount: number) =>
    byteCount < headBytes
      ? 0
      : 1 + Math.floor((byteCount - headBytes) / (GROUP_BYTES * channelCount)) * GROUP_SAMPLES
  const claimed = (formatExtension[0] ?? 0) | ((formatExtension[1] ?? 0) << 8)
  const maxSamples = claimed > 0 ? claimed : fits(blockBytes)
  const samplesIn = (byteCount: number) => Math.min(maxSamples, fits(byteCount))
  return {
    codec: 'adpcm_ima_wav',
    blockBytes,
    samplesIn,
    decode(block, targets, offset) {
      const sampleCount = samplesIn(block.length)
      for (const [channel, target] of targets.entries()) {
        const layout = { channel, channelCount: targets.length }
        decodeChannel(block, layout, target.subarray(offset, offset + sampleCount))
      }
      return true
    },
  }
}

/** The block's first sample stands in its head; groups of 4 bytes, low nibble first, alternate between channels. */
function decodeChannel(
  block: Uint8Array,
  { channel, channelCount }: Record<'channel' | 'channelCount', number>,
  target: Float32Array,
): void {
  const headAt = channel * HEAD_BYTES
  let value = ((block[headAt]! | (block[headAt + 1]! << 8)) << 16) >> 16
  let stepIndex = Math.min(block[headAt + 2]!, STEP_COUNT - 1)
  target[0] = value / FULL_SCALE
  const groupsAt = channelCount * HEAD_BYTES + channel * GROUP_BYTES
  for (let index = 1; index < target.length; index++) {
    const group = (index - 1) >> 3
    const byte = block[groupsAt + group * GROUP_BYTES * channelCount + (((index - 1) & 7) >> 1)]!
    const nibble = index & 1 ? byte & 15 : byte >> 4
    const step = steps[stepIndex]!
    let change = step >> 3
    if (nibble & 4) change += step
    if (nibble & 2) change += step >> 1
    if (nibble & 1) change += step >> 2
    value = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, nibble & 8 ? value - change : value + change))
    stepIndex = Math.max(0, Math.min(STEP_COUNT - 1, stepIndex + stepChanges[nibble & 7]!))
    target[index] = value / FULL_SCALE
  }
}
