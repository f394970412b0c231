// Reads a model folder: `verbatim-model.json` says what the files beside it are. Everything that can be wrong is found
// here, before anything is loaded; the weights themselves are not looked into.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { families } from './families.ts'

/** Name of the description in every model folder. */
export const DESCRIPTION_FILE = 'verbatim-model.json'
const TOKENS_FILE = 'tokens.txt'

/** Shape of `verbatim-model.json`. */
const modelDescriptionSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, description: 'shown in Diagnostics' }),
    family: Type.String({ description: 'a key of `families`' }),
    modelType: Type.Optional(
      Type.String({ description: "sherpa-onnx's own name of a variant, e.g. `nemo_transducer`" }),
    ),
    files: Type.Record(Type.String(), Type.String({ minLength: 1 }), {
      description: 'role to path inside the folder; the role `tokens` is `tokens.txt` unless given',
    }),
    languages: Type.Array(Type.String(), {
      minItems: 1,
      description: 'BCP 47 tags with their region, as in LanguageCode of a service',
    }),
    wordTimes: Type.Optional(
      Type.Boolean({
        description: 'whether this model tells word times, where it is not as usual in its family',
      }),
    ),
  },
  { additionalProperties: false },
)

/** A model folder that was read and found whole. Paths are absolute. */
export interface SherpaModel {
  name: string
  family: string
  modelType: string | null
  /** Path of each file by role, without the tokens. */
  files: Readonly<Record<string, string>>
  tokens: string
  languages: readonly string[]
  /** True when words come with times that were heard, not spread. */
  wordTimes: boolean
}

/** Reads and checks `folder`.
 * @throws Error that names the folder and everything that is wrong with it */
export function readModelFolder(folder: string): SherpaModel {
  const root = resolve(folder)
  const description = readDescription(root)
  const family = families.get(description.family)
  const problems = [
    ...languageProblems(description),
    ...(family ? roleProblems(description) : [unknownFamily(description.family)]),
    ...fileProblems(root, description),
  ]
  if (problems.length > 0 || !family) throw broken(root, problems)
  const { tokens = TOKENS_FILE, ...files } = description.files
  return {
    name: description.name,
    family: description.family,
    modelType: description.modelType ?? null,
    files: Object.fromEntries(Object.entries(files).map(([role, file]) => [role, join(root, file)])),
    tokens: join(root, tokens),
    languages: description.languages,
    wordTimes: description.wordTimes ?? family.wordTimes,
  }
}

/** The primary subtag that all tags share, e.g. `en` of en-US and en-GB; null when they differ. */
export function sharedLanguage(tags: readonly string[]): string | null {
  const [first, ...others] = new Set(tags.map((tag) => new Intl.Locale(tag).language))
  return first !== undefined && others.length === 0 ? first : null
}

type Description = Static<typeof modelDescriptionSchema>

function readDescription(root: string): Description {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(join(root, DESCRIPTION_FILE), 'utf8'))
  } catch (cause) {
    throw broken(root, [`${DESCRIPTION_FILE} can not be read: ${(cause as Error).message}`])
  }
  if (Value.Check(modelDescriptionSchema, value)) return value
  const errors = Value.Errors(modelDescriptionSchema, value).filter(({ keyword }) => keyword !== 'boolean')
  throw broken(
    root,
    errors.map((error) => {
      const place = error.instancePath.slice(1) || DESCRIPTION_FILE
      return error.keyword === 'additionalProperties'
        ? `${place} has unknown properties: ${error.params.additionalProperties.join(', ')}`
        : `${place} ${error.message}`
    }),
  )
}

function broken(root: string, problems: readonly string[]): Error {
  return new Error(`the speech model in ${root} can not be used: ${problems.join('; ')}`)
}

function unknownFamily(name: string): string {
  return `family "${name}" is none of ${[...families.keys()].join(', ')}`
}

function languageProblems({ family, languages }: Description): string[] {
  const bad = languages.filter((tag) => !isRegionalTag(tag))
  if (bad.length > 0) return bad.map((tag) => `language "${tag}" is no tag with a region, such as en-US`)
  if (families.get(family)?.language === 'one' && sharedLanguage(languages) === null) {
    return [`a ${family} model is told one language: make a folder for each (${languages.join(', ')})`]
  }
  return []
}

/** Only tags with a region can equal the language of a service. */
function isRegionalTag(tag: string): boolean {
  try {
    const locale = new Intl.Locale(tag)
    return locale.region !== undefined && locale.toString() === tag
  } catch {
    return false
  }
}

function roleProblems({ family, files }: Description): string[] {
  const { fileSets } = families.get(family)!
  const given = Object.keys(files).filter((role) => role !== 'tokens')
  const fits = fileSets.some(
    (set) => set.length === given.length && set.every((role) => given.includes(role)),
  )
  if (fits) return []
  const wanted = fileSets.map((set) => set.join(' + ')).join(', or ')
  return [`files of a ${family} model are ${wanted}; given are ${given.join(' + ') || 'none'}`]
}

function fileProblems(root: string, { files }: Description): string[] {
  return Object.entries({ tokens: TOKENS_FILE, ...files }).flatMap(([role, file]) => {
    const inside = relative(root, resolve(root, file))
    if (isAbsolute(file) || isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
      return [`file "${file}" (${role}) lies outside the folder`]
    }
    const path = join(root, file)
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return [`file "${file}" (${role}) is missing`]
    return role === 'tokens' && !beginsWithTokens(path)
      ? [`file "${file}" is no list of tokens: a line is a token and its number`]
      : []
  })
}

/** sherpa-onnx takes any text for a list of tokens and then writes nonsense. */
function beginsWithTokens(path: string): boolean {
  const beginning = new Uint8Array(256)
  const file = openSync(path, 'r')
  try {
    readSync(file, beginning)
  } finally {
    closeSync(file)
  }
  return /^[^\n]*\s\d+\s*\n/.test(new TextDecoder().decode(beginning))
}
