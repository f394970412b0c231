// Opens an Ogg file as a stream of samples: Opus, Vorbis or FLAC. Streams chained one behind the other become one
// recording in the format of the first; of streams side by side the first that can be decoded is taken.
import { fault } from '../../domain/errors.ts'
import type { AudioChunk, AudioStream, StreamFormat } from './audio-stream.ts'
import { createByteReader } from './byte-reader.ts'
import { identifyOggCodec } from './identify-ogg-codec.ts'
import type { ByteRange, MediaFile } from './media-file.ts'
import type { OggCodec } from './ogg-codec.ts'
import { createOggLinks } from './ogg-links.ts'
import { OGG_PEEK_BYTES, type OggPage, scanOggPages } from './ogg-pages.ts'

/** How far into the file the first stream must begin. */
const SEARCH_BYTES = 1_048_576

/** Opens the Ogg stream within `range`.
 * @throws VerbatimError mediaTypeUnsupported when no stream near the start is of a codec decoded here,
 *   mediaCorrupted when there is no stream or its header can't be right */
export function openOgg(file: MediaFile, range: ByteRange): AudioStream {
  const { codec, sampleRateHz, channelCount } = findCodec(file, range)
  const format: StreamFormat = { container: 'ogg', codec, sampleRateHz, channelCount, expectedSamples: null }
  return { format, chunks: decodePages(file, range, format) }
}

function findCodec(file: MediaFile, range: ByteRange): OggCodec {
  const endByte = Math.min(range.endByte, range.startByte + SEARCH_BYTES)
  const reader = createByteReader(file, { ...range, endByte }, OGG_PEEK_BYTES)
  let found = false
  for (const piece of scanOggPages(reader)) {
    if (piece.kind === 'junk' || !piece.page.first) continue
    found = true
    const codec = identifyOggCodec(piece.page.body)
    if (codec) return codec
  }
  if (!found) throw fault('mediaCorrupted', 'The Ogg file has no beginning of a stream')
  throw fault('mediaTypeUnsupported', 'Got an Ogg file with no sound that this server can decode')
}

async function* decodePages(
  file: MediaFile,
  range: ByteRange,
  format: StreamFormat,
): AsyncGenerator<AudioChunk> {
  const reader = createByteReader(file, range, OGG_PEEK_BYTES)
  const links = createOggLinks(format)
  for (const piece of scanOggPages(reader)) {
    if (piece.kind === 'junk') {
      links.lose(piece.byteCount)
      continue
    }
    const { page } = piece
    if (page.first) yield* links.begin(page, identify(page))
    else yield* links.take(page)
    if (links.broken) {
      // The reader moves on only with the next piece, so this page is part of what remains.
      yield { kind: 'damage', lostSamples: links.samplesIn(reader.remaining) }
      return
    }
  }
  yield* links.end()
}

/** The first packet of a stream is alone on its page. A stream further on that can't be decoded costs its time, not the recording. */
function identify(page: OggPage): OggCodec | null {
  try {
    return identifyOggCodec(page.body)
  } catch {
    return null
  }
}
