// The sample call several times over, as one recording.
import { readFileSync, writeFileSync } from 'node:fs'

/** Writes `times` copies of the WAV file at `from` behind each other to `to`.
 * @returns seconds of sound */
export function writeLongCall(from: string | URL, to: string, times: number): number {
  const wav = readFileSync(from)
  const headerBytes = wav.indexOf('data') + 8
  const header = Buffer.from(wav.subarray(0, headerBytes))
  const sound = wav.subarray(headerBytes, headerBytes + header.readUInt32LE(headerBytes - 4))
  header.writeUInt32LE(headerBytes - 8 + sound.length * times, 4)
  header.writeUInt32LE(sound.length * times, headerBytes - 4)
  writeFileSync(to, Buffer.concat([header, ...Array<Buffer>(times).fill(sound)]))
  return (sound.length * times) / header.readUInt32LE(28)
}
