// The installed weights are the pinned ones, and a damaged copy is refused.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { modelPaths, moonshineModels, verifySha256 } from './model-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'model-files-'))
after(() => rmSync(folder, { recursive: true }))

for (const size of ['tiny', 'base'] as const) {
  test(`the installed ${size} model is the pinned one`, async () => {
    const { encoder, decoder } = modelPaths(size)
    await verifySha256(encoder, moonshineModels[size].encoderSha256)
    await verifySha256(decoder, moonshineModels[size].decoderSha256)
  })
}

const whole = readFileSync(modelPaths('tiny').encoder)
const damaged: [string, () => Buffer][] = [
  ['one flipped bit', () => Buffer.from(whole).fill(whole[5_000_000]! ^ 1, 5_000_000, 5_000_001)],
  ['a missing last byte', () => whole.subarray(0, -1)],
  ['an empty file', () => Buffer.alloc(0)],
]

for (const [title, make] of damaged) {
  test(`${title}: refused with the path and both sums`, async () => {
    const path = join(folder, 'encoder_model.onnx')
    const bytes = make()
    writeFileSync(path, bytes)
    const expected = moonshineModels.tiny.encoderSha256
    const actual = createHash('sha256').update(bytes).digest('hex')
    await assert.rejects(verifySha256(path, expected), ({ message }: Error) => {
      for (const part of [path, expected, actual]) assert.ok(message.includes(part), message)
      return true
    })
  })
}

test('a missing file is an error that names it', async () => {
  await assert.rejects(verifySha256(join(folder, 'nowhere.onnx'), ''), /nowhere\.onnx/)
})
