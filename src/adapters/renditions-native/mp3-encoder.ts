// MP3 by LAME compiled to wasm: MPEG-2 at the spool rate with a constant bit rate, so that players know the length
// from the size alone. There is no LAME tag: 1105 samples of silence lead the sound (encoder 576, decoder 529).
// LAME itself lowers the level by 5 %, so that what a decoder makes of loud sound does not clip.
import { createMp3Encoder as loadLame } from 'wasm-media-encoders'
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import type { Encoder } from './encoder.ts'

const MONO_KBPS = 64
const STEREO_KBPS = 96
const FULL_SCALE = 32_768

/** Makes the encoder of one file. */
export async function createMp3Encoder(channelCount: 1 | 2): Promise<Encoder> {
  const lame = await loadLame()
  const bitrate = channelCount === 1 ? MONO_KBPS : STEREO_KBPS
  lame.configure({ channels: channelCount, sampleRate: SPOOL_RATE_HZ, bitrate })
  let floats: Float32Array[] = []
  return {
    start: () => new Uint8Array(0),
    encode(block) {
      if (floats[0]?.length !== block[0]!.length) floats = block.map(({ length }) => new Float32Array(length))
      for (const [channel, samples] of block.entries()) toFloats(samples, floats[channel]!)
      return lame.encode(floats)
    },
    finish: () => lame.finalize(),
  }
}

function toFloats(samples: Int16Array, target: Float32Array): void {
  for (let index = 0; index < samples.length; index++) target[index] = samples[index]! / FULL_SCALE
}
