// The voice activity detector port.
import type { Spool } from '../domain/audio.ts'

/** Length of one probability frame in samples at the spool rate (32 ms). */
export const VAD_FRAME_SAMPLES = 512

/** What one pass over a channel tells. Both arrays have one value per frame of {@link VAD_FRAME_SAMPLES}. */
export interface VoiceActivity {
  /** Probability of speech, 0..1. */
  probability: Float32Array
  /** Mean power of the samples, full scale = 1. */
  power: Float32Array
}

/** How a detection is watched. */
export interface VadOptions {
  signal?: AbortSignal
  /** Told the part (0..1) that is done, about twice a second. */
  onProgress?(part: number): void
}

/** Says where there is speech, off the calling thread. */
export interface Vad {
  detect(spool: Spool, options?: VadOptions): Promise<VoiceActivity>
}
