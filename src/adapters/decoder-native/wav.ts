// Opens a WAVE file as a stream of samples. MP3 inside WAVE goes on to the MP3 decoder, ADPCM to the reader of
// blocks.
import { fault } from '../../domain/errors.ts'
import type { AudioChunk, AudioStream } from './audio-stream.ts'
import type { MediaFile } from './media-file.ts'
import { openMp3 } from './mp3.ts'
import { type BlockFormat, openWavBlocks } from './wav-blocks.ts'
import { readWavHeader, type WavHeader } from './wav-header.ts'
import { imaAdpcm } from './wav-ima-adpcm.ts'
import { msAdpcm } from './wav-ms-adpcm.ts'
import {
  pcmALaw,
  pcmF32,
  pcmF64,
  pcmMuLaw,
  pcmS16,
  pcmS24,
  pcmS32,
  pcmU8,
  type SampleFormat,
  swapSampleBytes,
} from './wav-samples.ts'

const BLOCK_SAMPLES = 16_384
const MP3_TAG = 0x55
const ADPCM_BITS = 4
const blockFormats: Record<number, (header: WavHeader) => BlockFormat> = { 2: msAdpcm, 17: imaAdpcm }
const integerFormats = [pcmU8, pcmS16, pcmS24, pcmS32]

/** Format tags that are recognised but not decoded here, for the message (registry of RFC 2361). */
const undecodedTags: Record<number, string> = {
  49: 'GSM 6.10',
  64: 'G.721 ADPCM',
  69: 'G.726 ADPCM',
  80: 'MPEG layer I or II',
  100: 'G.726 ADPCM',
  101: 'G.722',
  255: 'AAC',
  352: 'Windows Media',
  353: 'Windows Media',
}

/** Opens `file`, already recognised as WAVE.
 * @throws VerbatimError mediaCorrupted for unusable headers, mediaTypeUnsupported for codecs not decoded here */
export function openWav(file: MediaFile): AudioStream {
  const header = readWavHeader(file)
  if (header.formatTag === MP3_TAG) {
    const endByte = header.dataStart + header.dataBytes
    return openMp3(file, { startByte: header.dataStart, endByte }, 'wav')
  }
  if (header.channelCount === 0) throw fault('mediaCorrupted', 'The recording claims to have no channel')
  const blocks = blockFormatOf(header)
  if (blocks) return openWavBlocks(file, header, blocks)
  const samples = sampleFormatOf(header)
  const frameBytes = samples.bytesPerSample * header.channelCount
  const sampleCount = Math.floor(header.dataBytes / frameBytes)
  return {
    format: {
      container: 'wav',
      codec: header.bigEndian ? samples.codec.replace(/le$/, 'be') : samples.codec,
      sampleRateHz: header.sampleRateHz,
      channelCount: header.channelCount,
      expectedSamples: sampleCount,
      plainSamples: {
        encoding: samples.encoding,
        bigEndian: header.bigEndian,
        firstByte: header.dataStart,
        sampleCount,
      },
    },
    chunks: readSamples(file, header, samples),
  }
}

/** The format of samples that are packed in blocks; `null` when they stand alone. */
function blockFormatOf(header: WavHeader): BlockFormat | null {
  const make = blockFormats[header.formatTag]
  if (!make) return null
  if (header.bigEndian) throw unsupported('big-endian ADPCM samples')
  if (header.bitsPerSample !== ADPCM_BITS) throw unsupported(`${header.bitsPerSample}-bit ADPCM samples`)
  return make(header)
}

function sampleFormatOf({ formatTag, bitsPerSample }: WavHeader): SampleFormat {
  if (formatTag === 6) return pcmALaw
  if (formatTag === 7) return pcmMuLaw
  if (formatTag === 1 || formatTag === 3) {
    if (bitsPerSample === 0) throw fault('mediaCorrupted', 'The WAV file claims 0 bits per sample')
    const bytesPerSample = Math.ceil(bitsPerSample / 8)
    const candidates = formatTag === 1 ? integerFormats : [pcmF32, pcmF64]
    const found = candidates.find((format) => format.bytesPerSample === bytesPerSample)
    if (found) return found
    throw unsupported(`${bitsPerSample}-bit ${formatTag === 1 ? 'integer' : 'float'} samples`)
  }
  const name = undecodedTags[formatTag] ?? `format tag 0x${formatTag.toString(16)}`
  throw unsupported(`${name} samples`)
}

function unsupported(what: string) {
  return fault('mediaTypeUnsupported', `Got a WAV file with ${what}, which this server cannot decode`)
}

function* readSamples(file: MediaFile, header: WavHeader, format: SampleFormat): Generator<AudioChunk> {
  const { channelCount, dataStart, dataBytes } = header
  const frameBytes = format.bytesPerSample * channelCount
  const block = new Uint8Array(BLOCK_SAMPLES * frameBytes)
  const targets = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_SAMPLES))
  const endByte = dataStart + dataBytes - (dataBytes % frameBytes)
  for (let position = dataStart; position < endByte; ) {
    const bytes = block.subarray(
      0,
      file.readAt(position, block.subarray(0, Math.min(block.length, endByte - position))),
    )
    const sampleCount = Math.floor(bytes.length / frameBytes)
    if (sampleCount === 0) break
    if (header.bigEndian) swapSampleBytes(bytes, format.bytesPerSample)
    const channels = targets.map((samples, first) => {
      const target = samples.subarray(0, sampleCount)
      format.read(bytes, { first, step: channelCount }, target)
      return target
    })
    yield { kind: 'samples', channels }
    position += sampleCount * frameBytes
  }
  if (!header.intact || dataBytes % frameBytes !== 0) yield { kind: 'damage', lostSamples: 0 }
}
