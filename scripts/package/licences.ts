// Which licences the parts of a package may have.
import type { LockedPackage } from './lockfile.ts'

const allowed = new Set([
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'ISC',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Zlib',
])
const isLesser = (id: string) => /^LGPL-(2\.0|2\.1|3\.0)(-only|-or-later)?$/.test(id)

/** A line for each package whose licence is none of those that are allowed; the LGPL is for packages that NOTICE
 * names. */
export function licenceFaults(packages: readonly LockedPackage[], notice: string): string[] {
  return packages.flatMap(({ name, version, license }) => {
    const may = (id: string) => allowed.has(id) || (isLesser(id) && notice.includes(`${name} ${version} `))
    return isAllowed(license, may) ? [] : [`${name} ${version}: licence ${license || 'not named'}`]
  })
}

/** SPDX expressions of licences with OR and AND; brackets go around the whole at most. */
function isAllowed(expression: string, may: (id: string) => boolean): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((id) => may(id.trim())))
}
