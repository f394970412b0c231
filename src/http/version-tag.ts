// The If-Match header of updates, which carries a version (contract section 5).

/** True when an If-Match header (`3`, `"3"`, `W/"3"`, `*`, or a list) admits this version; absent admits any. */
export function matchesVersion(header: string | undefined, version: number): boolean {
  if (header === undefined) return true
  const tags = header.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  )
  return tags.includes('*') || tags.includes(String(version))
}

/** The ETag header of a version. */
export function versionTag(version: number): string {
  return `"${version}"`
}
