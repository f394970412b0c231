// Makes sound with another number of channels fit into a recording that began in mono or stereo.
import type { AudioChunk } from './audio-stream.ts'

/** `chunk` with `channelCount` channels, 1 or 2: mono is doubled, stereo becomes the mean of both. */
export function fitChannels(chunk: AudioChunk, channelCount: number): AudioChunk {
  if (chunk.kind === 'damage' || chunk.channels.length === channelCount) return chunk
  const [left, right] = chunk.channels
  if (!left || !right) return { ...chunk, channels: [left!, left!] }
  return { ...chunk, channels: [left.map((value, index) => (value + right[index]!) / 2)] }
}
