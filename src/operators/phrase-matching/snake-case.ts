// Names as keys of extract_results.

/** `name` in snake case, e.g. "Check cancel intention" as `check_cancel_intention`; letters of all scripts stay. Empty
 * when there is no letter or digit in it. */
export function snakeCase(name: string): string {
  return name
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
}
