import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VerbatimError } from '../../domain/errors.ts'
import { flacPieces, memoryFile, mp3Frame, wavFile } from './recording-fixtures.ts'
import { sniff } from './sniff.ts'

const mp3 = Buffer.concat(new Array<Buffer>(8).fill(mp3Frame()))
const flac = Buffer.concat(flacPieces({ rateHz: 8000, channels: [[1, 2, 3]], blockSamples: 16 }))
const wav = wavFile({ data: Buffer.alloc(10) })
const id3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x20\0'), Buffer.alloc(4096)])

function kindOf(bytes: Buffer): string {
  return sniff(memoryFile(bytes)).kind
}

/** An Ogg page as far as its first packet. */
function ogg(packet: string): string {
  return `OggS${'\0'.repeat(22)}\x01\x13${packet}`
}

function refusal(bytes: Buffer | string): string {
  try {
    kindOf(Buffer.from(bytes as string, 'latin1'))
  } catch (error) {
    if (error instanceof VerbatimError) return `${error.key}: ${error.message}`
    throw error
  }
  return 'not refused'
}

test('WAVE, FLAC and MP3 are told apart by content', () => {
  assert.equal(kindOf(wav), 'wav')
  assert.equal(kindOf(wavFile({ data: Buffer.alloc(10), mark: 'RIFX' })), 'wav')
  assert.equal(kindOf(wavFile({ data: Buffer.alloc(10), mark: 'RF64' })), 'wav')
  assert.equal(kindOf(flac), 'flac')
  assert.equal(kindOf(mp3), 'mp3')
})

test('Ogg is recognised by the streams that begin in it, not by the first alone', () => {
  for (const mark of ['OpusHead', '\x01vorbis', '\x7fFLAC']) {
    assert.equal(kindOf(Buffer.from(ogg(mark), 'latin1')), 'ogg')
    assert.equal(kindOf(Buffer.from(ogg('\x80theora') + ogg(mark), 'latin1')), 'ogg')
  }
  assert.match(refusal(ogg('\x80theora') + ogg('Speex   ')), /an Ogg file/)
})

test('a leading tag larger than 4 KiB is passed over', () => {
  assert.equal(kindOf(Buffer.concat([id3, mp3])), 'mp3')
  assert.equal(kindOf(Buffer.concat([id3, flac])), 'flac')
  assert.deepEqual(sniff(memoryFile(Buffer.concat([id3, mp3]))).range.startByte, id3.length)
})

test('an MP3 behind foreign bytes needs more frames than one at the very start', () => {
  const garbage = Buffer.alloc(5000, 0x9a)
  assert.equal(kindOf(Buffer.concat([garbage, mp3])), 'mp3')
  assert.match(refusal(Buffer.concat([garbage, mp3.subarray(0, 4 * 288), garbage])), /no known kind/)
})

test('no bytes at all is empty media', () => {
  assert.match(refusal(''), /^mediaEmpty/)
})

test('audio that is not decoded here is refused by name', () => {
  const cases: [bytes: string, name: string][] = [
    [ogg('Speex   '), 'Ogg Speex audio'],
    ['OggS', 'an Ogg file'],
    ['\0\0\0\x20ftypM4A ', 'MP4 or M4A audio'],
    ['\0\0\0\x20ftyp3gp5', '3GP audio'],
    ['\x1a\x45\xdf\xa3\x42\x82\x84webm', 'WebM audio'],
    ['\x1a\x45\xdf\xa3\x42\x82\x88matroska', 'Matroska audio'],
    ['#!AMR\n', 'AMR audio'],
    ['#!AMR-WB\n', 'AMR-WB audio'],
    ['.snd\0\0\0\x18', 'Sun/NeXT (.au) audio'],
    ['FORM\0\0\0\0AIFC', 'AIFF audio'],
    ['RIFF\0\0\0\0AVI LIST', 'an AVI video'],
    [`\xff\xf1\x50\x80\x01\x1f\xfc\0\xff\xf1\x50\x80`, 'AAC (ADTS) audio'],
  ]
  for (const [bytes, name] of cases) {
    assert.equal(refusal(bytes), `mediaTypeUnsupported: Got ${name}, which this server cannot decode`)
  }
})

test('what is not audio is refused by name', () => {
  const cases: [bytes: string, name: string][] = [
    ['\r\n<!DOCTYPE html><html>', 'an HTML page'],
    ['<HTML><body>', 'an HTML page'],
    ['\xef\xbb\xbf<?xml version="1.0"?>\n<html>', 'an HTML page'],
    ['<?xml version="1.0"?><Error/>', 'an XML or HTML document'],
    ['{"code": 20404}', 'a JSON document'],
    ['[]', 'a JSON document'],
    ['%PDF-1.7', 'a PDF document'],
    ['PK\x03\x04', 'a ZIP archive'],
    ['#EXTM3U\n/etc/passwd', 'a playlist'],
    ['ffconcat version 1.0\nfile x', 'plain text'],
    ['not found', 'plain text'],
  ]
  for (const [bytes, name] of cases) {
    assert.equal(refusal(bytes), `mediaTypeUnsupported: Got ${name}, not audio`)
  }
})

test('unknown data are refused without a name', () => {
  const zeros = Buffer.alloc(20_000)
  const ones = Buffer.alloc(20_000, 0xff)
  for (const bytes of [zeros, ones]) assert.match(refusal(bytes), /^mediaTypeUnsupported.*no known kind/)
})
