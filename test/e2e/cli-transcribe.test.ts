// `verbatim transcribe` as people run it: real recognition of the sample call, without a server.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sampleCallPath, sampleTurns } from '../../src/testing/sample-call.ts'
import { countWordErrors, digitsApart } from '../../src/testing/word-errors.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'verbatim transcribe '))
after(() => rmSync(folder, { recursive: true, force: true }))
/** No setting of the machine's reaches the command, and the models that it prepares are its own. */
const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(folder, 'cache') }

function run(args: string[], input?: Buffer) {
  const options = { env, cwd: folder, encoding: 'utf8', ...(input && { input }) } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'transcribe', ...args], options)
  return { status, out: stdout, err: stderr }
}

/** What is left of work under way. */
function leftovers(): string[] {
  return ['work', 'work-locks'].flatMap((name) => {
    const path = join(folder, 'cache', 'verbatim', name)
    return existsSync(path) ? readdirSync(path) : []
  })
}

test('Ctrl-C ends it with 130 and leaves nothing behind', async () => {
  const child = spawn(process.execPath, [launcher, 'transcribe', sampleCallPath], {
    env,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  for await (const line of createInterface(child.stderr)) {
    if (!line.endsWith('finding speech')) continue
    // The recording is decoded: its spools lie in the work folder.
    assert.ok(leftovers().length > 0)
    child.kill('SIGINT')
  }
  assert.deepEqual(await ended, [130, null])
  assert.equal(out, '')
  assert.deepEqual(leftovers(), [])
})

test('a pattern with a broken recording in it: formats, redaction, operators', () => {
  const calls = join(folder, 'calls')
  mkdirSync(calls)
  writeFileSync(join(calls, 'broken.wav'), 'no recording')
  copyFileSync(sampleCallPath, join(calls, 'whole.wav'))
  const args = ['--format', 'json,srt,text', '--output', 'texts', '--redact', '--operators', 'CallTransfer']
  const { status, out, err } = run(['calls/*.wav', 'calls/gone.wav', ...args])
  assert.deepEqual([status, out], [1, ''], err)
  assert.match(err, /^calls\/gone\.wav: there is no such file$/m)
  assert.match(err, /^calls\/broken\.wav: failed: /m)
  assert.match(err, /^calls\/whole\.wav: transcribing$/m)
  assert.match(err, /^calls\/whole\.wav: 59\.4 s of audio in .* → /m)

  const texts = join(folder, 'texts')
  const names = ['whole.json', 'whole.srt', 'whole.txt']
  assert.deepEqual(readdirSync(texts).sort(), names)
  const read = (name: string) => readFileSync(join(texts, name), 'utf8')
  const whole = JSON.parse(read('whole.json'))
  assert.deepEqual([whole.language_code, whole.media_channels, whole.redacted], ['en-US', 2, true])
  const heard = whole.sentences.map(({ transcript }: { transcript: string }) => transcript).join(' ')
  assert.match(heard, /my name is \[Name\]/i)
  assert.ok(whole.sentences[0].words.length > 0)
  assert.equal(whole.operator_results[0].name, 'Call Transfer')
  for (const name of names) assert.doesNotMatch(read(name), /Parker|Miller|4917/)
  assert.match(read('whole.srt'), /^1\n00:00:00,\d+ --> /)
  assert.match(read('whole.txt'), /^ 0:00\.\d {2}Agent {5}Thank you/)
  assert.deepEqual(leftovers(), [])
})

test('stdin is one recording; stdout holds it and nothing else, its words as good as they can be', () => {
  const { status, out, err } = run(['-', '--json', '--no-words', '--quiet'], readFileSync(sampleCallPath))
  assert.deepEqual([status, err], [0, ''])
  const { file, sentences } = JSON.parse(out) as {
    file: string
    sentences: { transcript: string; words: unknown[]; media_channel: number }[]
  }
  assert.equal(file, 'stdin')
  assert.ok(sentences.every(({ words }) => words.length === 0))
  for (const channel of [1, 2]) {
    const said = sampleTurns.filter((turn) => turn.channel === channel).map(({ text }) => text)
    const heard = sentences.filter((one) => one.media_channel === channel).map(({ transcript }) => transcript)
    const { errors, words } = countWordErrors(digitsApart(said.join(' ')), digitsApart(heard.join(' ')))
    assert.ok(errors / words < 0.15, `channel ${channel}: ${errors} of ${words} words are wrong`)
  }
})

for (const [args, reason] of [
  [['call.wav', '--format', 'docx'], /'docx' is no format/],
  [['call.wav', '--operators', 'Nothing'], /'Nothing' is no pre-built operator/],
  [['call.wav', '--watch', '.'], /either files or --watch/],
  [[], /name the recordings/],
] as const) {
  test(`transcribe ${args.join(' ')} is a usage error: exit code 2`, () => {
    writeFileSync(join(folder, 'call.wav'), '')
    const { status, out, err } = run([...args])
    assert.deepEqual([status, out], [2, ''])
    assert.match(err, reason)
  })
}
