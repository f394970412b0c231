// WAVE files as the checks need them: small ones written by hand, and those out of the server read. Not a decoder.

/** Decoded sound: one array a channel, samples in [-1, 1). */
export interface Sound {
  rateHz: number
  channels: Float32Array[]
}

/** What a file of silence is like. */
export interface SilenceOptions {
  seconds?: number
  channels?: number
  rateHz?: number
}

const HEADER_BYTES = 44
const MU_LAW = 7

/** A file of silence in 8-bit PCM. */
export function silentWav({
  seconds = 1,
  channels = 1,
  rateHz = 8000,
}: SilenceOptions = {}): Buffer<ArrayBuffer> {
  const bytes = seconds * rateHz * channels
  const file = Buffer.alloc(HEADER_BYTES + bytes, 0x80)
  file.write('RIFF', 0)
  file.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channels, 22)
  file.writeUInt32LE(rateHz, 24)
  file.writeUInt32LE(rateHz * channels, 28)
  file.writeUInt16LE(channels, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36)
  file.writeUInt32LE(bytes, 40)
  return file
}

/** A mono file of one byte a sample, whose data come last, with its one channel on both sides. */
export function onBothChannels(mono: Buffer): Buffer {
  const headerBytes = mono.indexOf('data') + 8
  const sound = mono.subarray(headerBytes)
  const header = Buffer.from(mono.subarray(0, headerBytes))
  header.writeUInt32LE(mono.length - 8 + sound.length, 4)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(header.readUInt32LE(24) * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt32LE(sound.length * 2, headerBytes - 4)
  return Buffer.concat([header, Buffer.from(Array.from(sound).flatMap((byte) => [byte, byte]))])
}

/** Reads 16-bit PCM or mu-law.
 * @throws Error for anything else */
export function readWav(file: Buffer): Sound {
  const format = chunk(file, 'fmt ')
  const data = chunk(file, 'data')
  const [tag, channelCount, bits] = [0, 2, 14].map((at) => format.readUInt16LE(at)) as [
    number,
    number,
    number,
  ]
  if (tag !== MU_LAW && (tag !== 1 || bits !== 16)) throw new Error(`format ${tag} with ${bits} bits`)
  const sampleBytes = bits / 8
  const sampleAt = (index: number) =>
    tag === MU_LAW ? fromMuLaw(data[index]!) : data.readInt16LE(index * 2) / 32768
  const length = Math.floor(data.length / sampleBytes / channelCount)
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length }, (_, at) => sampleAt(at * channelCount + channel)),
  )
  return { rateHz: format.readUInt32LE(4), channels }
}

/** Length in milliseconds. */
export function durationMs({ rateHz, channels }: Sound): number {
  return (channels[0]!.length * 1000) / rateHz
}

/** Largest sample, whatever its sign, of a channel (from 1) between two times in seconds. */
export function peak(sound: Sound, channel: number, [start, end]: [number, number]): number {
  const samples = sound.channels[channel - 1]!.subarray(
    Math.round(start * sound.rateHz),
    Math.round(end * sound.rateHz),
  )
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}

function chunk(file: Buffer, mark: string): Buffer {
  for (let at = 12; at + 8 <= file.length; ) {
    const bytes = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === mark) return file.subarray(at + 8, at + 8 + bytes)
    at += 8 + bytes + (bytes % 2)
  }
  throw new Error(`the file has no chunk ${mark}`)
}

/** ITU-T G.711. */
function fromMuLaw(byte: number): number {
  const code = ~byte & 0xff
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7)
  return ((code & 0x80 ? -1 : 1) * (magnitude - 0x84)) / 32768
}
