// The thread that listens: loads the models, and hears a spool as a whole.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { SPOOL_RATE_HZ } from '../../domain/audio.ts'
import { loadSherpa } from '../../shipped/sherpa-package.ts'
import { serveThread } from '../../threads/thread.ts'
import type { HeardVoices } from './run-process.ts'

const FULL_SCALE = 32_768
const PIECE_SAMPLES = 1 << 19

async function setUp(config: object) {
  const { OfflineSpeakerDiarization } = await loadSherpa()
  const diarisation = new OfflineSpeakerDiarization(config)
  if (diarisation.sampleRate !== SPOOL_RATE_HZ) {
    throw new Error(`models for ${SPOOL_RATE_HZ} Hz are needed, these are for ${diarisation.sampleRate} Hz`)
  }
  return (path: string | null): HeardVoices =>
    diarisation.process(path === null ? new Float32Array(SPOOL_RATE_HZ) : readSpool(path))
}

/** All samples, read piece by piece: the whole is large enough once. */
function readSpool(path: string): Float32Array {
  const file = openSync(path, 'r')
  try {
    const samples = new Float32Array(Math.floor(fstatSync(file).size / 2))
    const piece = new Int16Array(PIECE_SAMPLES)
    for (let at = 0; at < samples.length; at += piece.length) {
      const count = Math.min(piece.length, samples.length - at)
      readSync(file, piece, 0, count * 2, at * 2)
      for (let n = 0; n < count; n++) samples[at + n] = piece[n]! / FULL_SCALE
    }
    return samples
  } finally {
    closeSync(file)
  }
}

serveThread(setUp)
