// Which codec a logical Ogg stream is in: asks each codec whether the first packet is one of its own.
import type { OggCodec } from './ogg-codec.ts'
import { oggFlac } from './ogg-flac.ts'
import { oggOpus } from './ogg-opus.ts'
import { oggVorbis } from './ogg-vorbis.ts'

/** Reads the first packet of a logical stream; `null` when its codec is not decoded here.
 * @throws VerbatimError mediaTypeUnsupported for a variant that is not decoded here, mediaCorrupted for a header
 *   that can't be right */
export function identifyOggCodec(packet: Uint8Array): OggCodec | null {
  return oggOpus(packet) ?? oggVorbis(packet) ?? oggFlac(packet)
}
