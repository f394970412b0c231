// Where the texts of a recording are written: beside it, or in a folder of its own.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'

/** One recording's text in one format; `extension` without a dot. */
export interface Output {
  extension: string
  text: string
}

/** Gives every recording a place: `call.wav` is written to `call.<extension>`, to `call.wav.<extension>` where another
 * recording would be written to the same file, or a recording of that name would be overwritten.
 * @param folder null for the folder of each recording */
export function planOutputs(
  recordings: readonly string[],
  { extensions, folder }: { extensions: readonly string[]; folder: string | null },
): Map<string, string> {
  const within = (path: string) => resolve(folder ?? dirname(path))
  const short = (path: string) => join(within(path), basename(path, extname(path)))
  const inputs = new Set(recordings.map((path) => resolve(path)))
  const taken = Map.groupBy(recordings, short)
  return new Map(
    recordings.map((path) => {
      const stem = short(path)
      const clashes = taken.get(stem)!.length > 1 || extensions.some((one) => inputs.has(`${stem}.${one}`))
      return [path, clashes ? join(within(path), basename(path)) : stem]
    }),
  )
}

/** Writes files whole or not at all; returns their paths. */
export function writeOutputs(stem: string, outputs: readonly Output[]): string[] {
  mkdirSync(dirname(stem), { recursive: true })
  return outputs.map(({ extension, text }) => {
    const path = `${stem}.${extension}`
    const temporary = `${path}.${process.pid}.tmp`
    writeFileSync(temporary, text)
    renameSync(temporary, path)
    return path
  })
}
