// Decides from its first bytes what a file is. Names, extensions and content types are never asked.
import { fault } from '../../domain/errors.ts'
import { rangeWithoutTags, startsWith } from './id3.ts'
import { type ByteRange, type MediaFile, readBytes } from './media-file.ts'
import { findMp3Start } from './mp3-frames.ts'

const HEAD_BYTES = 4096

/** A file that can be decoded. `range` leaves out tags around the stream. */
export interface SniffedMedia {
  kind: 'wav' | 'flac' | 'mp3' | 'ogg'
  range: ByteRange
}

/** Looks at the first 4 KiB behind any ID3v2 tag.
 * @throws VerbatimError mediaEmpty for no bytes; mediaTypeUnsupported, naming what was found, for all that is not
 *   WAVE, FLAC, MP3 or Ogg with a codec decoded here */
export function sniff(file: MediaFile): SniffedMedia {
  if (file.sizeBytes === 0) throw fault('mediaEmpty', 'The recording has no bytes')
  const range = rangeWithoutTags(file)
  const head = readBytes(file, range.startByte, HEAD_BYTES)
  if (isWave(head) && range.startByte === 0) return { kind: 'wav', range }
  if (startsWith(head, 'fLaC')) return { kind: 'flac', range }
  if (isServedOgg(head)) return { kind: 'ogg', range }
  const audio = nameOfAudio(head)
  if (audio) throw fault('mediaTypeUnsupported', `Got ${audio}, which this server cannot decode`)
  const other = nameOfOther(head)
  if (other) throw fault('mediaTypeUnsupported', `Got ${other}, not audio`)
  if (findMp3Start(file, range)) return { kind: 'mp3', range }
  throw fault('mediaTypeUnsupported', 'Got data that is no known kind of audio')
}

function isWave(head: Uint8Array): boolean {
  return (
    ['RIFF', 'RIFX', 'RF64', 'BW64'].some((mark) => startsWith(head, mark)) && startsWith(head, 'WAVE', 8)
  )
}

/** Containers of sound or film that are recognised but not decoded here. */
function nameOfAudio(head: Uint8Array): string | null {
  const at = (mark: string, offset = 0) => startsWith(head, mark, offset)
  if (at(OGG_MARK)) return nameOfOgg(head)
  if (at('ftyp', 4)) return at('3g', 8) ? '3GP audio' : at('qt', 8) ? 'a QuickTime file' : 'MP4 or M4A audio'
  if (at('\x1a\x45\xdf\xa3')) return asText(head).includes('webm') ? 'WebM audio' : 'Matroska audio'
  if (at('#!AMR')) return at('#!AMR-WB') ? 'AMR-WB audio' : 'AMR audio'
  if (at('.snd')) return 'Sun/NeXT (.au) audio'
  if (at('FORM') && (at('AIFF', 8) || at('AIFC', 8))) return 'AIFF audio'
  if (at('caff')) return 'Core Audio Format audio'
  if (at('riff\x2e\x91\xcf\x11')) return 'Wave64 audio'
  if (at('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'Windows Media audio'
  if (at('RIFF') && at('AVI ', 8)) return 'an AVI video'
  return isAdts(head) ? 'AAC (ADTS) audio' : null
}

const OGG_MARK = 'OggS'
/** By the first bytes of a stream's first packet. */
const oggCodecs = [
  { mark: 'OpusHead', name: 'Opus', served: true },
  { mark: '\x01vorbis', name: 'Vorbis', served: true },
  { mark: '\x7fFLAC', name: 'FLAC', served: true },
  { mark: 'Speex   ', name: 'Speex', served: false },
]

/** True when any of the streams that begin in `head` side by side, such as the sound of a film, can be decoded. */
function isServedOgg(head: Uint8Array): boolean {
  if (!startsWith(head, OGG_MARK)) return false
  const text = asText(head)
  for (let page = 0; page >= 0; page = text.indexOf(OGG_MARK, page + 1)) {
    if (oggCodecAt(head, page)?.served) return true
  }
  return false
}

function nameOfOgg(head: Uint8Array): string {
  const found = oggCodecAt(head, 0)
  return found ? `Ogg ${found.name} audio` : 'an Ogg file'
}

/** The first packet follows the page header: 27 bytes and the segment table. */
function oggCodecAt(head: Uint8Array, page: number) {
  const packet = page + 27 + (head[page + 26] ?? 0)
  return oggCodecs.find(({ mark }) => startsWith(head, mark, packet))
}

/** Two ADTS frames in a row (ISO/IEC 13818-7 section 6.2: layer 0, 13-bit frame length). */
function isAdts(head: Uint8Array): boolean {
  const isFrame = (offset: number) => head[offset] === 0xff && ((head[offset + 1] ?? 0) & 0xf6) === 0xf0
  if (!isFrame(0)) return false
  const length = ((head[3]! & 3) << 11) | (head[4]! << 3) | (head[5]! >> 5)
  return length > 7 && isFrame(length)
}

/** What people send instead of audio. */
function nameOfOther(head: Uint8Array): string | null {
  const text = asText(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(!doctype html|html|head|body|script)\b/.test(text) || /^<[^>]*>\s*<html\b/.test(text))
    return 'an HTML page'
  if (/^<[!?a-z]/.test(text)) return 'an XML or HTML document'
  if (/^[{[]\s*["\]}{[\d-]/.test(text)) return 'a JSON document'
  if (text.startsWith('%pdf')) return 'a PDF document'
  if (text.startsWith('pk\x03\x04')) return 'a ZIP archive'
  if (text.startsWith('\x1f\x8b')) return 'a gzip archive'
  if (text.startsWith('#extm3u')) return 'a playlist'
  return /^[\t\r\n\x20-\x7e]+$/.test(text) ? 'plain text' : null
}

function asText(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
}
