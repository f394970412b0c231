// Microsoft ADPCM (WAVE tag 2): speech-and-media section 5.3, RFC 2361 and Microsoft's multimedia data standards.
import { fault } from '../../domain/errors.ts'
import type { BlockFormat } from './wav-blocks.ts'
import type { WavHeader } from './wav-header.ts'

const FULL_SCALE = 32_768
/** Head of a block per channel: coefficient index, 16-bit step, the first two samples. */
const HEAD_BYTES = 7
const MIN_STEP = 16
/** Beyond this, steps of hostile files would leave the range of exact integers. */
const MAX_STEP = 2 ** 31 / 768
/** Where the count of coefficient pairs and the pairs stand in the format extension. */
const COUNT_OFFSET = 2
const PAIRS_OFFSET = 4
const stepFactors = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230]
/** The pairs that every file may count on. */
const standardPairs: Pair[] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
]

type Pair = [first: number, second: number]

/** Makes the format that `header` describes.
 * @throws VerbatimError mediaCorrupted for blocks too short to hold samples */
export function msAdpcm({ blockBytes, channelCount, formatExtension }: WavHeader): BlockFormat {
  const headBytes = HEAD_BYTES * channelCount
  if (blockBytes < headBytes) throw fault('mediaCorrupted', 'The WAV file has impossible ADPCM blocks')
  const pairs = readPairs(formatExtension)
  const fits = (byteCount: number) =>
    byteCount < headBytes ? 0 : 2 + Math.floor(((byteCount - headBytes) * 2) / channelCount)
  const claimed = (formatExtension[0] ?? 0) | ((formatExtension[1] ?? 0) << 8)
  // Two samples stand in the head, so fewer can't be meant.
  const maxSamples = claimed > 1 ? claimed : fits(blockBytes)
  const samplesIn = (byteCount: number) => Math.min(maxSamples, fits(byteCount))
  return {
    codec: 'adpcm_ms',
    blockBytes,
    samplesIn,
    decode(block, targets, offset) {
      const sampleCount = samplesIn(block.length)
      return targets.every((target, channel) => {
        const pair = pairs[block[channel]!]
        if (!pair) return false
        const layout = { channel, channelCount: targets.length, pair }
        decodeChannel(block, layout, target.subarray(offset, offset + sampleCount))
        return true
      })
    },
  }
}

function readPairs(extension: Uint8Array): Pair[] {
  const view = new DataView(extension.buffer, extension.byteOffset, extension.byteLength)
  const claimed = extension.length < PAIRS_OFFSET ? 0 : view.getUint16(COUNT_OFFSET, true)
  const count = Math.min(claimed, Math.floor((extension.length - PAIRS_OFFSET) / 4))
  if (count < 1) return standardPairs
  return Array.from({ length: count }, (_, index): Pair => {
    const at = PAIRS_OFFSET + index * 4
    return [view.getInt16(at, true), view.getInt16(at + 2, true)]
  })
}

interface ChannelLayout {
  channel: number
  channelCount: number
  pair: Pair
}

/** Head fields stand channel by channel, the newer sample before the older; nibbles, high one first, alternate
 * between channels. */
function decodeChannel(
  block: Uint8Array,
  { channel, channelCount, pair }: ChannelLayout,
  target: Float32Array,
): void {
  const field = (index: number) => {
    const at = channelCount + (index * channelCount + channel) * 2
    return ((block[at]! | (block[at + 1]! << 8)) << 16) >> 16
  }
  let step = field(0)
  let newer = field(1)
  let older = field(2)
  target[0] = older / FULL_SCALE
  target[1] = newer / FULL_SCALE
  const nibblesAt = HEAD_BYTES * channelCount
  for (let index = 2; index < target.length; index++) {
    const place = (index - 2) * channelCount + channel
    const byte = block[nibblesAt + (place >> 1)]!
    const nibble = place & 1 ? byte & 15 : byte >> 4
    const signed = nibble & 8 ? nibble - 16 : nibble
    const predicted = Math.trunc((newer * pair[0] + older * pair[1]) / 256)
    older = newer
    newer = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, predicted + signed * step))
    step = Math.min(MAX_STEP, Math.max(MIN_STEP, Math.floor((stepFactors[nibble]! * step) / 256)))
    target[index] = newer / FULL_SCALE
  }
}
