// Guesses how much time a stretch of unreadable bytes stood for, from the frames that could be read.

/** An estimate that gets better with every frame. */
export interface LossEstimate {
  /** Notes a good frame. */
  learn(frameBytes: number, frameSamples: number): void
  /** Whole frames, in samples per channel, that `byteCount` bytes may have held; 0 before the first frame. */
  samples(byteCount: number): number
}

/** Starts with nothing known. */
export function createLossEstimate(): LossEstimate {
  let frameCount = 0
  let totalBytes = 0
  let totalSamples = 0
  return {
    learn(frameBytes, frameSamples) {
      frameCount++
      totalBytes += frameBytes
      totalSamples += frameSamples
    },
    samples(byteCount) {
      if (frameCount === 0) return 0
      const frames = Math.round((byteCount * frameCount) / totalBytes)
      return Math.round((frames * totalSamples) / frameCount)
    },
  }
}
