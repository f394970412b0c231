import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { removeOlderGraphs } from './older-graphs.ts'

const folder = mkdtempSync(join(tmpdir(), 'older-graphs-'))
after(() => rmSync(folder, { recursive: true }))

test('files of earlier versions of one size go, and nothing else', () => {
  const older = ['v1-cross.onnx', 'v2-step.onnx', 'v2.sha256', 'v2-signed-step.onnx']
  const kept = [
    'moonshine-base-0123456789ab-v3-signed-encoder.onnx',
    'moonshine-base-0123456789ab-v10-signed-encoder.onnx',
    'moonshine-tiny-0123456789ab-v2-step.onnx',
    'notes-v1-mine.txt',
  ]
  for (const name of [...older.map((end) => `moonshine-base-0123456789ab-${end}`), ...kept]) {
    writeFileSync(join(folder, name), '')
  }
  removeOlderGraphs(folder, { size: 'base', version: 3 })
  assert.deepEqual(readdirSync(folder).sort(), kept.sort())
})
