// Derived model files of earlier versions of this program: nobody reads them any more.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MoonshineSize } from './model-files.ts'

/** Removes the files of `size` in `modelsDir` that were made by a version before `version`; all others stay. */
export function removeOlderGraphs(
  modelsDir: string,
  { size, version }: { size: MoonshineSize; version: number },
): void {
  const name = new RegExp(`^moonshine-${size}-[0-9a-f]{12}-v(\\d+)[-.]`)
  for (const file of readdirSync(modelsDir)) {
    const made = name.exec(file)?.[1]
    if (made && Number(made) < version) rmSync(join(modelsDir, file), { force: true })
  }
}
