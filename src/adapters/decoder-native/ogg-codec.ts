// What a codec must offer to be decoded out of Ogg.
import type { AudioChunk } from './audio-stream.ts'
import type { TimelineOptions } from './ogg-timeline.ts'

/** Takes the packets of a stream in order, headers behind the first included. Samples are the caller's to keep;
 * `null` for a packet that carries no sound; `broken` when nothing can be decoded from here on. */
export type OggPacketDecoder = (packet: Uint8Array) => Promise<AudioChunk | null | 'broken'>

/** A logical stream as its first packet describes it. */
export interface OggCodec extends TimelineOptions {
  /** ffmpeg's name of the codec. */
  codec: string
  sampleRateHz: number
  channelCount: number
  createDecoder(): Promise<OggPacketDecoder>
}
