// Several recordings at once, on a pipeline that does what the test says.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, test } from 'node:test'
import { fault } from '../../domain/errors.ts'
import { preBuiltOperators } from '../../domain/operator-catalogue.ts'
import type { LocalRequest } from '../../local.ts'
import { aSentence } from '../../testing/builders.ts'
import { decodedAudio } from '../../testing/scripted-decoder.ts'
import { makePlan, type PlanOptions } from './plan.ts'
import { createProgressDisplay } from './progress-display.ts'
import { runTasks, type Work } from './work.ts'

const folder = mkdtempSync(join(tmpdir(), 'work-'))
after(() => rmSync(folder, { recursive: true }))
const recordings = ['a', 'b', 'c'].map((name) => join(folder, `${name}.wav`))
for (const path of recordings) writeFileSync(path, 'x')

/** What the pipeline hears in a file is the file's name. */
async function hear({ path }: Pick<LocalRequest, 'path'>) {
  const text = basename(path)
  const sentence = aSentence(0, { text, words: [{ text, startMs: 0, endMs: 900 }] })
  return { audio: decodedAudio(10_000), sentences: [sentence], results: [], warnings: [], stageMs: {} }
}

async function run(
  options: PlanOptions,
  {
    transcribe = hear,
    args = recordings,
    filesAtOnce = 2,
    quiet = true,
    asked = {},
  }: {
    transcribe?: Work['local']['transcribe']
    args?: string[]
    filesAtOnce?: number
    quiet?: boolean
    asked?: Partial<Work['request']>
  } = {},
) {
  const [out, err] = [[] as string[], [] as string[]]
  const plan = await makePlan(args, options)
  const stderr = { write: (text: string) => err.push(text) }
  const failures = await runTasks({
    plan,
    local: { transcribe, filesAtOnce, workRoot: folder },
    display: createProgressDisplay(stderr, { total: plan.total, quiet }),
    request: { languageCode: 'en-US', redaction: false, operators: [], ...asked },
    view: { languageCode: 'en-US', redacted: false, withWords: true, speakers: ['Agent', 'Customer'] },
    maxBytes: 1000,
    signal: new AbortController().signal,
    stdout: { write: (text: string) => out.push(text) },
  })
  return { failures, out: out.join(''), err: err.join('') }
}

const filesIn = (text: string) =>
  text.split('\n').flatMap((line) => (line ? [basename(JSON.parse(line).file)] : []))

test('one recording is the conversation and nothing else', async () => {
  const { out, failures } = await run({}, { args: [recordings[0]!] })
  assert.deepEqual([out, failures], [' 0:00.0  Agent     a.wav\n', 0])
})

test('only stages that somebody asked for are told', async () => {
  const transcribe: Work['local']['transcribe'] = async (request) => {
    for (const stage of ['recognise', 'redact', 'operate'] as const)
      request.onProgress?.({ stage, share: 0.5 })
    return hear(request)
  }
  const told = async (asked: Partial<Work['request']>) => {
    const { err } = await run({}, { args: [recordings[0]!], transcribe, quiet: false, asked })
    return [...err.matchAll(/^\S+: ([a-z ]+)$/gm)].map(([, stage]) => stage)
  }
  assert.deepEqual(await told({}), ['transcribing'])
  assert.deepEqual(await told({ redaction: true }), ['transcribing', 'redacting'])
  assert.deepEqual(await told({ operators: preBuiltOperators }), ['transcribing', 'running operators'])
})

test('several are named, and come in the order that they were given, whichever is done first', async () => {
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const { out } = await run(
    {},
    {
      transcribe: async (request) => {
        if (request.path === recordings[0]) await first.promise
        else if (request.path === recordings[2]) first.resolve()
        done.push(basename(request.path))
        return hear(request)
      },
    },
  )
  assert.deepEqual(done, ['b.wav', 'c.wav', 'a.wav'])
  assert.deepEqual(
    out.split('\n').filter((line) => line.startsWith('#')),
    recordings.map((path) => `# ${path}`),
  )
})

test('no more files are worked on at once than the pipeline is good for', async () => {
  let [now, most] = [0, 0]
  await run(
    {},
    {
      filesAtOnce: 2,
      transcribe: async (request) => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return hear(request)
      },
    },
  )
  assert.equal(most, 2)
})

test('one that fails is told with its reason and keeps none of the others from being done', async () => {
  const transcribe: Work['local']['transcribe'] = async (request) => {
    if (request.path === recordings[1]) throw fault('mediaTypeUnsupported')
    return hear(request)
  }
  const { out, err, failures } = await run({ json: true }, { transcribe })
  assert.equal(failures, 1)
  assert.deepEqual(filesIn(out), ['a.wav', 'b.wav', 'c.wav'])
  assert.deepEqual(JSON.parse(out.split('\n')[1]!).error, {
    code: 95104,
    message: 'The file is not audio that this server can decode',
  })
  assert.match(err, /b\.wav: failed: The file is not audio/)
})

test('several formats go to files beside the recordings; --output to a folder; nothing to stdout then', async () => {
  const beside = await run({ format: 'text,json,srt,vtt' })
  assert.equal(beside.out, '')
  const made = readdirSync(folder).filter((name) => name.startsWith('a.'))
  assert.deepEqual(made, ['a.json', 'a.srt', 'a.txt', 'a.vtt', 'a.wav'])
  assert.match(readFileSync(join(folder, 'b.srt'), 'utf8'), /^1\n00:00:00,000 --> .*\nAgent: b\.wav\n$/)
  assert.match(readFileSync(join(folder, 'b.vtt'), 'utf8'), /^WEBVTT/)
  const elsewhere = join(folder, 'texts')
  await run({ output: elsewhere })
  assert.deepEqual(readdirSync(elsewhere), ['a.txt', 'b.txt', 'c.txt'])
})

test('with --json and files there is a line for each recording as well', async () => {
  const { out } = await run({ json: true, output: join(folder, 'more') })
  assert.deepEqual(filesIn(out), ['a.wav', 'b.wav', 'c.wav'])
  assert.deepEqual(readdirSync(join(folder, 'more')), ['a.json', 'b.json', 'c.json'])
})

test('captions of several recordings would not be one file, and go to a file each', async () => {
  const { out } = await run({ format: 'srt' })
  assert.equal(out, '')
  const { out: one } = await run({ format: 'srt' }, { args: [recordings[0]!] })
  assert.match(one, /^1\n/)
})
