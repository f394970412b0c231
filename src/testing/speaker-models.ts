// Two small models for tests of diarisation, in the form that sherpa-onnx expects: real ones do not come with npm.
// The first takes whatever is loud for one speaker, the second knows the two voices of the sample call apart and nobody
// else. They show that the wiring works; how well real models tell people apart they do not show.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import onnxProto from 'onnx-proto'
import { type AudioSlice, SPOOL_RATE_HZ } from '../domain/audio.ts'
import { createGraphBuilder, type GraphBuilder } from '../onnx/graph-builder.ts'
import { loadSherpa } from '../shipped/sherpa-package.ts'
import { decodeSampleCall, sampleTurns, sliceOf } from './sample-call.ts'
import { readSlice } from './spools.ts'

/** Short, so that a window seldom holds two voices. */
const WINDOW_SAMPLES = 24_000
const FRAME_SAMPLES = 160
/** Sound is looked at over this many samples around a frame. */
const LOOK_SAMPLES = 2400
const SPEAKERS = 3
/** Nobody, each of three speakers, each pair of them. */
const CLASSES = 7
/** Mean power above which there is speech, full scale = 1. */
const SPEECH_POWER = 1e-4
const MEL_BANDS = 80
/** What is the same of all voices: it keeps sound in the middle between two from being taken for either at random. */
const COMMON = 0.05

/** Writes both models into `folder`, under the names that a models folder has.
 * @param workDir takes the sample call while the voices are learned */
export async function writeSpeakerModels(folder: string, workDir: string) {
  mkdirSync(folder, { recursive: true })
  const embedding = join(folder, 'embedding.onnx')
  writeFileSync(join(folder, 'segmentation.onnx'), segmentationModel())
  writeFileSync(embedding, spectrumModel())
  const [one, other] = await meanSpectra(embedding, workDir)
  writeFileSync(embedding, voiceModel(one, other))
}

/** Samples [1, 1, window] to scores [1, frames, classes]: the first class where it is quiet, the second where not. */
function segmentationModel(): Uint8Array {
  const graph = createGraphBuilder()
  const frames = WINDOW_SAMPLES / FRAME_SAMPLES
  const samples = graph.input('x', 'float', [1, 1, WINDOW_SAMPLES])
  const pad = (LOOK_SAMPLES - FRAME_SAMPLES) / 2
  const power = graph.node('AveragePool', [graph.node('Mul', [samples, samples])], {
    kernel_shape: [LOOK_SAMPLES],
    strides: [FRAME_SAMPLES],
    pads: [pad, pad],
  })
  const speech = graph.node('Transpose', [power], { perm: [0, 2, 1] })
  const filled = (value: number, classes: number) =>
    graph.constant(new Float32Array(frames * classes).fill(value), [1, frames, classes])
  const scores = graph.node('Concat', [filled(SPEECH_POWER, 1), speech, filled(-1, CLASSES - 2)], { axis: 2 })
  graph.output(scores, 'y', [1, frames, CLASSES])
  return withMetadata(graph.serialise(), {
    model_type: 'pyannote-segmentation-3.0',
    sample_rate: SPOOL_RATE_HZ,
    window_size: WINDOW_SAMPLES,
    receptive_field_size: LOOK_SAMPLES,
    receptive_field_shift: FRAME_SAMPLES,
    num_speakers: SPEAKERS,
    powerset_max_classes: 2,
    num_classes: CLASSES,
  })
}

/** Log-mel features to their mean spectrum. */
function spectrumModel(): Uint8Array {
  const graph = createGraphBuilder()
  graph.output(meanSpectrum(graph), 'embs', [1, MEL_BANDS])
  return withMetadata(graph.serialise(), embeddingFacts(MEL_BANDS))
}

/** Log-mel features to two numbers, the first above 0 for one voice and below for the other. */
function voiceModel(one: Float32Array, other: Float32Array): Uint8Array {
  const graph = createGraphBuilder()
  const middle = one.map((value, band) => (value + other[band]!) / 2)
  const between = one.map((value, band) => value - other[band]!)
  const length = between.reduce((sum, value) => sum + value * value, 0)
  const away = graph.node('Sub', [meanSpectrum(graph), graph.constant(middle, [1, MEL_BANDS])])
  const direction = graph.constant(
    between.map((value) => value / length),
    [MEL_BANDS, 1],
  )
  const side = graph.node('MatMul', [away, direction])
  const common = graph.constant(Float32Array.of(COMMON), [1, 1])
  graph.output(graph.node('Concat', [side, common], { axis: 1 }), 'embs', [1, 2])
  return withMetadata(graph.serialise(), embeddingFacts(2))
}

/** Features [1, frames, bands] to their mean over time, the same however loud it was: [1, bands]. */
function meanSpectrum(graph: GraphBuilder): string {
  const features = graph.input('x', 'float', [1, 'frames', MEL_BANDS])
  const mean = graph.node('ReduceMean', [features], { axes: [1], keepdims: 0 })
  return graph.node('Sub', [mean, graph.node('ReduceMean', [mean], { axes: [1], keepdims: 1 })])
}

function embeddingFacts(size: number) {
  return {
    framework: 'wespeaker',
    language: 'English',
    output_dim: size,
    sample_rate: SPOOL_RATE_HZ,
    normalize_samples: 0,
  }
}

function withMetadata(model: Uint8Array, metadata: Record<string, string | number>): Uint8Array {
  const { ModelProto } = onnxProto.onnx
  const decoded = ModelProto.decode(model)
  decoded.metadataProps = Object.entries(metadata).map(([key, value]) => ({ key, value: String(value) }))
  return ModelProto.encode(decoded).finish()
}

/** What `model` says of all that is said on each channel of the sample call. */
async function meanSpectra(model: string, workDir: string): Promise<[Float32Array, Float32Array]> {
  const { SpeakerEmbeddingExtractor } = await loadSherpa()
  const extractor = new SpeakerEmbeddingExtractor({ model, numThreads: 1, provider: 'cpu' })
  const audio = await decodeSampleCall(workDir)
  const spectrum = (channel: number) => {
    const stream = extractor.createStream()
    const said = sampleTurns.filter((turn) => turn.channel === channel)
    for (const slice of said.map((turn): AudioSlice => sliceOf(audio, turn))) {
      stream.acceptWaveform({ samples: readSlice(slice), sampleRate: SPOOL_RATE_HZ })
    }
    stream.inputFinished()
    // A copy: the package's own memory is gone with the extractor.
    return Float32Array.from(extractor.compute(stream))
  }
  return [spectrum(1), spectrum(2)]
}
