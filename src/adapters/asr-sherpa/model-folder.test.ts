// Model folders: what is taken, and how clearly everything else is refused.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { families } from './families.ts'
import { DESCRIPTION_FILE, readModelFolder, sharedLanguage } from './model-folder.ts'
import { recogniserConfig } from './recogniser-config.ts'

const parakeet = {
  name: 'parakeet',
  family: 'transducer',
  modelType: 'nemo_transducer',
  files: { encoder: 'encoder.onnx', decoder: 'decoder.onnx', joiner: 'joiner.onnx' },
  languages: ['en-US', 'en-GB'],
}
const canary = {
  name: 'canary',
  family: 'canary',
  files: { encoder: 'encoder.onnx', decoder: 'decoder.onnx' },
  languages: ['es-ES', 'es-MX'],
}

/** A folder that holds `description` and the files that the examples name. */
function folderOf(t: TestContext, description: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'sherpa-model-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const role of ['encoder', 'decoder', 'joiner', 'model'])
    writeFileSync(join(folder, `${role}.onnx`), 'weights')
  for (const name of ['tokens.txt', 'en-tokens.txt']) writeFileSync(join(folder, name), '<blk> 0\na 1\n')
  const text = typeof description === 'string' ? description : JSON.stringify(description)
  writeFileSync(join(folder, DESCRIPTION_FILE), text)
  return folder
}

test('a whole folder is read, with absolute paths', (t) => {
  const folder = folderOf(t, parakeet)
  assert.deepEqual(readModelFolder(folder), {
    name: 'parakeet',
    family: 'transducer',
    modelType: 'nemo_transducer',
    files: {
      encoder: join(folder, 'encoder.onnx'),
      decoder: join(folder, 'decoder.onnx'),
      joiner: join(folder, 'joiner.onnx'),
    },
    tokens: join(folder, 'tokens.txt'),
    languages: ['en-US', 'en-GB'],
    wordTimes: true,
  })
})

test('the list of tokens may have another name, and the model may know better about word times', (t) => {
  const { tokens, wordTimes } = readModelFolder(
    folderOf(t, { ...canary, files: { ...canary.files, tokens: 'en-tokens.txt' }, wordTimes: true }),
  )
  assert.match(tokens, /en-tokens\.txt$/)
  assert.equal(wordTimes, true)
})

const refused: [string, unknown, RegExp][] = [
  ['no JSON', '{"name":', /verbatim-model\.json can not be read: .*JSON/],
  ['a list', [], /verbatim-model\.json must be object/],
  ['a property too many', { ...parakeet, threads: 2 }, /unknown properties: threads$/],
  ['a missing property', { ...parakeet, languages: undefined }, /must have required properties languages/],
  ['no language', { ...parakeet, languages: [] }, /languages must not have fewer than 1 items/],
  ['a file that is no text', { ...parakeet, files: { encoder: 1 } }, /files\/encoder must be string/],
  [
    'an unknown family',
    { ...parakeet, family: 'kaldi' },
    /family "kaldi" is none of transducer, zipformerCtc,/,
  ],
  ['a family by the name of a built-in', { ...parakeet, family: 'toString' }, /family "toString" is none of/],
  ['a language without region', { ...parakeet, languages: ['en'] }, /language "en" is no tag with a region/],
  ['a language that is no tag', { ...parakeet, languages: ['en_US'] }, /language "en_US" is no tag/],
  ['another spelling of a tag', { ...parakeet, languages: ['en-us'] }, /language "en-us" is no tag/],
  [
    'two languages for a family that is told one',
    { ...canary, languages: ['es-ES', 'de-DE'] },
    /a folder for each/,
  ],
  [
    'a role too few',
    { ...parakeet, files: { encoder: 'encoder.onnx', decoder: 'decoder.onnx' } },
    /files of a transducer model are encoder \+ decoder \+ joiner; given are encoder \+ decoder$/,
  ],
  [
    'a role of another family',
    { ...canary, files: { ...canary.files, joiner: 'joiner.onnx' } },
    /files of a canary model are encoder \+ decoder; given are/,
  ],
  [
    'a mix of two ways to make a model',
    { ...canary, family: 'moonshine', files: { encoder: 'encoder.onnx', cachedDecoder: 'decoder.onnx' } },
    /encoder \+ mergedDecoder, or preprocessor \+ encoder/,
  ],
  [
    'a missing file',
    { ...canary, files: { encoder: 'encoder.onnx', decoder: 'decoder.int8.onnx' } },
    /file "decoder\.int8\.onnx" \(decoder\) is missing$/,
  ],
  [
    'a folder for a file',
    { ...canary, files: { ...canary.files, decoder: '.' } },
    /"\." \(decoder\) is missing/,
  ],
  [
    'a path upwards',
    { ...canary, files: { ...canary.files, decoder: 'a/../../x' } },
    /lies outside the folder/,
  ],
  [
    'a path from the root',
    { ...canary, files: { ...canary.files, decoder: '/etc/hosts' } },
    /lies outside the folder/,
  ],
  [
    'weights for tokens',
    { ...canary, files: { ...canary.files, tokens: 'model.onnx' } },
    /file "model\.onnx" is no list of tokens/,
  ],
]
for (const [what, description, message] of refused) {
  test(`refused: ${what}`, (t) => {
    const folder = folderOf(t, description)
    assert.throws(
      () => readModelFolder(folder),
      ({ message: text }: Error) => {
        assert.match(text, message)
        assert.ok(text.startsWith(`the speech model in ${folder} can not be used: `), text)
        return true
      },
    )
  })
}

test('everything that is wrong is said at once', (t) => {
  const folder = folderOf(t, {
    ...canary,
    languages: ['en'],
    files: { encoder: 'gone.onnx', joiner: '../x' },
  })
  assert.throws(() => readModelFolder(folder), /no tag .*; files of a canary.*; .*missing; .*outside/)
})

test('a folder without a description, or that is none, is refused by name', (t) => {
  const folder = folderOf(t, parakeet)
  mkdirSync(join(folder, 'empty'))
  for (const path of [join(folder, 'empty'), join(folder, 'nowhere'), join(folder, 'encoder.onnx')]) {
    assert.throws(() => readModelFolder(path), /verbatim-model\.json can not be read/)
  }
})

test('the language is told when there is only one, whatever its regions', () => {
  assert.equal(sharedLanguage(['en-US', 'en-GB']), 'en')
  assert.equal(sharedLanguage(['en-US', 'es-ES']), null)
})

const config = (t: TestContext, description: object) =>
  recogniserConfig(readModelFolder(folderOf(t, description)))

test('a transducer is configured with its variant, one thread and no language', (t) => {
  const { featConfig, modelConfig } = config(t, parakeet) as Record<string, Record<string, unknown>>
  assert.deepEqual(featConfig, { sampleRate: 16_000, featureDim: 80 })
  const { transducer, tokens, ...rest } = modelConfig!
  assert.deepEqual(Object.keys(transducer as object), ['encoder', 'decoder', 'joiner'])
  assert.match(tokens as string, /tokens\.txt$/)
  assert.deepEqual(rest, { numThreads: 1, provider: 'cpu', debug: 0, modelType: 'nemo_transducer' })
})

test('canary, cohereTranscribe, whisper and senseVoice are told their language', (t) => {
  const settings = (family: string, languages: string[]) => {
    const files = families.get(family)!.fileSets[0]!.map((role) => [role, `${role}.onnx`])
    const description = { name: family, family, files: Object.fromEntries(files), languages }
    const { modelConfig } = config(t, description) as Record<string, Record<string, object>>
    return Object.fromEntries(
      Object.entries(modelConfig![family]!).filter(([, value]) => !String(value).endsWith('.onnx')),
    )
  }
  assert.deepEqual(settings('canary', ['es-ES', 'es-MX']), { srcLang: 'es', tgtLang: 'es', usePnc: 1 })
  assert.deepEqual(settings('cohereTranscribe', ['de-DE']), { language: 'de', usePunct: 1, useItn: 1 })
  assert.deepEqual(settings('whisper', ['fr-FR']), { language: 'fr', task: 'transcribe' })
  assert.deepEqual(settings('whisper', ['fr-FR', 'en-US']), { language: '', task: 'transcribe' })
  assert.deepEqual(settings('senseVoice', ['en-US']), { language: 'en', useInverseTextNormalization: 1 })
  assert.deepEqual(settings('zipformerCtc', ['en-US']), {})
})

test('Whisper is asked for word times when its model can tell them', (t) => {
  const { modelConfig } = config(t, { ...canary, family: 'whisper', wordTimes: true }) as Record<
    string,
    Record<string, Record<string, unknown>>
  >
  assert.equal(modelConfig!.whisper!.enableTokenTimestamps, 1)
})
