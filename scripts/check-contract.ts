// Checks that contract/intelligence-v2.json promises what Twilio's official document does:
// `node scripts/check-contract.ts [official.json]`. Lists each difference and exits 1. The official document is no
// part of the project; without it nothing is checked, and that is said.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compareContracts } from './contract/compare.ts'
import type { JsonObject } from './contract/schema.ts'

/** Where the official document is looked for: beside the checkout. */
export const officialPath = fileURLToPath(
  new URL('../../shared/twilio_intelligence_v2.json', import.meta.url),
)

/** The differences of our document from the official one at `path`; null when there is no file.
 * @throws SyntaxError when one of the two is not JSON */
export function checkContract(path: string = officialPath): string[] | null {
  if (!existsSync(path)) return null
  const read = (from: string | URL): JsonObject => JSON.parse(readFileSync(from, 'utf8'))
  return compareContracts(read(new URL('../contract/intelligence-v2.json', import.meta.url)), read(path))
}

if (import.meta.main) {
  const path = process.argv[2] ?? officialPath
  const found = checkContract(path)
  if (found === null) console.log(`contract: NOT CHECKED, there is no ${path}`)
  else {
    for (const line of found) console.log(line)
    console.log(`contract: ${found.length} differences from the official document`)
    process.exitCode = found.length === 0 ? 0 : 1
  }
}
