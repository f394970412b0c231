import assert from 'node:assert/strict'
import { test } from 'node:test'
import { containerName } from './container-name.ts'

const mov = 'mov,mp4,m4a,3gp,3g2,mj2'

for (const [demuxer, head, expected] of [
  [mov, '\0\0\0\x1cftypM4A \0\0\x02\0', 'm4a'],
  [mov, '\0\0\0\x1cftypisom', 'mp4'],
  [mov, '\0\0\0\x1cftypmp42', 'mp4'],
  [mov, '\0\0\0\x14ftypqt  ', 'mov'],
  [mov, '\0\0\0\x08moov', 'mov'],
  [mov, '\0\0\0\x18ftyp3gp4', '3gp'],
  ['matroska,webm', '\x1a\x45\xdf\xa3\x42\x82\x84webm', 'webm'],
  ['matroska,webm', '\x1a\x45\xdf\xa3\x42\x82\x88matroska', 'matroska'],
  ['amr', '#!AMR\n', 'amr'],
] as const) {
  test(`${demuxer} beginning ${JSON.stringify(head.slice(4))} is ${expected}`, () =>
    assert.equal(containerName(demuxer, Buffer.from(head, 'latin1')), expected))
}
