// What the engine says when the package, the folder or the weights are not right. How it recognises is in test/ports.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadSherpa } from '../../shipped/sherpa-package.ts'
import { DESCRIPTION_FILE } from './model-folder.ts'
import { writeMoonshineFolder } from './moonshine-fixture.ts'
import { createSherpa } from './sherpa.ts'

const root = mkdtempSync(join(tmpdir(), 'sherpa-'))
after(() => rmSync(root, { recursive: true }))
const skip = await loadSherpa().then(
  () => false,
  ({ message }: Error) => message,
)

/** A folder that is right but for its weights. */
function folderWithBadWeights(family: string, roles: readonly string[]): string {
  const folder = mkdtempSync(join(root, `${family}-`))
  const files = roles.map((role) => [role, `${role}.onnx`] as const)
  for (const [, file] of files) writeFileSync(join(folder, file), 'no weights at all')
  writeFileSync(join(folder, 'tokens.txt'), '<blk> 0\na 1\n')
  const description = { name: family, family, files: Object.fromEntries(files), languages: ['en-US'] }
  writeFileSync(join(folder, DESCRIPTION_FILE), JSON.stringify(description))
  return folder
}

test('without the optional package the error says what to install', async () => {
  const cause = new Error('Could not find sherpa-onnx-node')
  const loading = loadSherpa(() => Promise.reject(cause))
  await assert.rejects(loading, { message: /npm install sherpa-onnx-node@1\.13\.8$/, cause })
})

test('a folder without a model is refused at once', () => {
  assert.throws(() => createSherpa({ folder: root, threads: 1 }), /verbatim-model\.json can not be read/)
})

for (const [family, roles] of [
  ['whisper', ['encoder', 'decoder']],
  ['nemoCtc', ['model']],
] as const) {
  test(
    `weights that are none fail readiness and calls, and leave the process alone: ${family}`,
    { skip },
    async () => {
      const asr = createSherpa({ folder: folderWithBadWeights(family, roles), threads: 2 })
      assert.equal(asr.capabilities.name, `sherpa:${family}`)
      await assert.rejects(asr.ready(), /the model could not be loaded: .*Protobuf parsing failed/)
      await assert.rejects(asr.recognise([]), { key: 'recogniserFailed', retryable: true })
      await asr.close()
    },
  )
}

test('weights of another family are refused too', { skip }, async () => {
  const folder = join(root, 'mistaken')
  writeMoonshineFolder(folder, 'tiny')
  const path = join(folder, DESCRIPTION_FILE)
  const files = { encoder: 'encoder_model.onnx', decoder: 'decoder_model_merged.onnx' }
  const description = { ...JSON.parse(readFileSync(path, 'utf8')), family: 'whisper', files }
  writeFileSync(path, JSON.stringify(description))
  const asr = createSherpa({ folder, threads: 1 })
  await assert.rejects(asr.ready(), /could not be loaded: .*does not exist in the metadata/)
  await asr.close()
})
