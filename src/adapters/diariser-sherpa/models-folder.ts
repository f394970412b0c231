// Finds the two models of diarisation in a folder: under names of ours, or under those they are downloaded with.
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Absolute paths of a model that says where somebody speaks, and of one that tells voices apart. */
export interface SpeakerModels {
  segmentation: string
  embedding: string
}

/** As in sherpa-onnx's archives, which hold the same model twice: the exact one is preferred. */
const segmentationFiles = ['segmentation.onnx', 'model.onnx', 'model.int8.onnx']
const EMBEDDING_FILE = 'embedding.onnx'

/** Looks for the models in `folder`; the first may also lie in an unpacked archive inside. What is in the files is not
 * looked at.
 * @throws Error that names the folder and everything that is wrong with it */
export function findSpeakerModels(folder: string): SpeakerModels {
  const root = resolve(folder)
  const files = listed(root)
  const segmentation = findSegmentation(root, files)
  const voices = files.filter((name) => name.endsWith('.onnx') && !segmentationFiles.includes(name))
  const embeddings = voices.includes(EMBEDDING_FILE) ? [EMBEDDING_FILE] : voices
  const problems = [
    ...(segmentation ? [] : ['the segmentation model is missing (segmentation.onnx or model.onnx)']),
    ...(embeddings.length === 0 ? [`the speaker embedding model is missing (${EMBEDDING_FILE})`] : []),
    ...(embeddings.length > 1
      ? [`name one of ${embeddings.join(', ')} ${EMBEDDING_FILE}: only one can be used`]
      : []),
  ]
  const [embedding] = embeddings
  if (problems.length > 0 || !segmentation || !embedding) throw broken(root, problems)
  return { segmentation, embedding: join(root, embedding) }
}

function findSegmentation(root: string, files: readonly string[]): string | undefined {
  const name = segmentationFiles.find((one) => files.includes(one))
  if (name) return join(root, name)
  const unpacked = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.includes('segmentation'))
    .map((entry) => join(root, entry.name))
  const paths = unpacked.flatMap((inside) => {
    const found = listed(inside)
    return segmentationFiles.filter((one) => found.includes(one)).map((one) => join(inside, one))
  })
  return paths[0]
}

/** Names of what is no folder, links included, sorted. */
function listed(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort()
  } catch (cause) {
    throw broken(folder, [`it can not be read: ${(cause as Error).message}`])
  }
}

function broken(folder: string, problems: readonly string[]): Error {
  return new Error(`the speaker models in ${folder} can not be used: ${problems.join('; ')}`)
}
