// Which files of a folder are taken for the models of diarisation, and what is said when they are not there.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { findSpeakerModels } from './models-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'speaker-models-'))
after(() => rmSync(root, { recursive: true }))

function folderWith(files: readonly string[]): string {
  const folder = mkdtempSync(join(root, 'models-'))
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  return folder
}

const archive = 'sherpa-onnx-pyannote-segmentation-3-0'
for (const [title, files, segmentation, embedding] of [
  ['names of ours', ['segmentation.onnx', 'embedding.onnx'], 'segmentation.onnx', 'embedding.onnx'],
  [
    'ours before those of the archive',
    ['model.onnx', 'segmentation.onnx', 'embedding.onnx', 'other.onnx'],
    'segmentation.onnx',
    'embedding.onnx',
  ],
  [
    'downloaded names, the exact model first',
    ['model.int8.onnx', 'model.onnx', 'README.md', 'nemo_en_titanet_small.onnx'],
    'model.onnx',
    'nemo_en_titanet_small.onnx',
  ],
  [
    'an archive unpacked beside the other model',
    [`${archive}/model.int8.onnx`, `${archive}/model.onnx`, `${archive}/LICENSE`, 'voices.onnx'],
    `${archive}/model.onnx`,
    'voices.onnx',
  ],
] as const) {
  test(title, () => {
    const folder = folderWith(files)
    assert.deepEqual(findSpeakerModels(folder), {
      segmentation: join(folder, segmentation),
      embedding: join(folder, embedding),
    })
  })
}

for (const [title, files, message] of [
  [
    'an empty folder',
    [],
    /segmentation model is missing \(.*\); the speaker embedding model is missing \(embedding\.onnx\)$/,
  ],
  ['no segmentation model', ['embedding.onnx'], /: the segmentation model is missing \([^;]*\)$/],
  [
    'no embedding model',
    ['model.onnx', 'model.int8.onnx'],
    /: the speaker embedding model is missing \([^;]*\)$/,
  ],
  [
    'several embedding models',
    ['model.onnx', 'a.onnx', 'b.onnx'],
    /: name one of a\.onnx, b\.onnx embedding\.onnx: only one can be used$/,
  ],
] as const) {
  test(`refused: ${title}`, () => {
    const folder = folderWith(files)
    assert.throws(
      () => findSpeakerModels(folder),
      (error: Error) => error.message.includes(folder) && message.test(error.message),
    )
  })
}

test('refused: a folder that is not there', () => {
  assert.throws(() => findSpeakerModels(join(root, 'nowhere')), /can not be used: it can not be read: ENOENT/)
})
