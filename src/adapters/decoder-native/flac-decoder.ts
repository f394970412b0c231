// libFLAC compiled to wasm, one checked frame at a time: that bounds what a call can produce to one block, where
// a buffer full of tiny frames of silence would expand to gigabytes.
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import type { FlacFrameHeader, FlacInfo } from './flac-header.ts'
import { renumberFlacFrame } from './flac-renumber.ts'

/** Samples per channel in [-1, 1); `null` for a frame that can't be decoded; `broken` when the decoder threw: its
 * memory can't be trusted from then on, so it must not be used again. */
export type DecodedFlacFrame = Float32Array[] | null | 'broken'

/** Makes a decoder for the frames of one stream, to be called in their order; frames may be left out. */
export async function createFlacDecoder(
  info: FlacInfo,
): Promise<(frame: Uint8Array, header: FlacFrameHeader) => Promise<DecodedFlacFrame>> {
  const decoder = new FLACDecoder()
  await decoder.ready
  // The decoder divides by the largest positive sample; spools take the power of two above it as full scale.
  const scale = 1 - 2 ** (1 - info.bitsPerSample)
  let head = [info.head]
  let frameCount = 0
  let sampleCount = 0
  return async (frame, header) => {
    const numbered = renumberFlacFrame(frame, header, header.variableBlocks ? sampleCount : frameCount)
    frameCount++
    sampleCount += header.blockSamples
    try {
      const { channelData } = await decoder.decodeFrames([...head, numbered])
      head = []
      const channels = channelData.slice(0, info.channelCount)
      const isWhole = channels.every(({ length }) => length === header.blockSamples)
      if (channels.length < info.channelCount || !isWhole) return null
      for (const samples of channels) scaleInPlace(samples, scale)
      return channels
    } catch {
      return 'broken'
    }
  }
}

function scaleInPlace(samples: Float32Array, scale: number): void {
  for (let index = 0; index < samples.length; index++) samples[index]! *= scale
}
