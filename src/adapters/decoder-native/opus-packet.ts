// How long an Opus packet lasts, by its first one or two bytes (RFC 6716 section 3).

/** Opus always counts in 48 kHz. */
export const OPUS_RATE_HZ = 48_000
/** No packet may last longer than 120 ms. */
const MAX_OPUS_SAMPLES = 5760

/** Frame lengths in samples: SILK 10 to 60 ms, hybrid 10 and 20 ms, CELT 2.5 to 20 ms. */
const silkSamples = [480, 960, 1920, 2880]
const hybridSamples = [480, 960]
const celtSamples = [120, 240, 480, 960]

/** Samples per channel at 48 kHz; 0 for a packet that can't be right. */
export function opusPacketSamples(packet: Uint8Array): number {
  const first = packet[0]
  if (first === undefined) return 0
  const samples = frameCount(packet, first & 3) * frameSamples(first >> 3)
  return samples <= MAX_OPUS_SAMPLES ? samples : 0
}

function frameSamples(configuration: number): number {
  if (configuration < 12) return silkSamples[configuration & 3]!
  if (configuration < 16) return hybridSamples[configuration & 1]!
  return celtSamples[configuration & 3]!
}

/** One frame, two, or as many as the second byte says. */
function frameCount(packet: Uint8Array, code: number): number {
  if (code < 3) return code === 0 ? 1 : 2
  return (packet[1] ?? 0) & 63
}
