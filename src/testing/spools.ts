// Spools for tests: audio made by a formula, written and read back.
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { type AudioSlice, SPOOL_RATE_HZ, type Spool } from '../domain/audio.ts'

/** Writes `seconds` of a signal to `path`; `signal` gives the sample in [-1, 1] at a time in seconds. */
export function writeSpool(path: string, seconds: number, signal: (timeS: number) => number): Spool {
  const samples = Int16Array.from({ length: Math.round(seconds * SPOOL_RATE_HZ) }, (_, n) =>
    Math.round(signal(n / SPOOL_RATE_HZ) * 32_767),
  )
  writeFileSync(path, samples)
  return { path, sampleCount: samples.length }
}

/** The samples of `slice` in [-1, 1]. */
export function readSlice({ path, firstSample, sampleCount }: AudioSlice): Float32Array {
  const samples = new Int16Array(sampleCount)
  const file = openSync(path, 'r')
  try {
    readSync(file, samples, 0, samples.byteLength, firstSample * 2)
  } finally {
    closeSync(file)
  }
  return Float32Array.from(samples, (value) => value / 32_768)
}
