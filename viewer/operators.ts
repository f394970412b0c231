// The account's operators, for the pages that attach or edit them.
import { get, ownPath } from './api.ts'
import type { Listed, Operator } from './wire.ts'

/** All of them, custom and pre-built. */
export async function listOperators(signal?: AbortSignal): Promise<Operator[]> {
  const found: Operator[] = []
  let path: string | null = 'v2/Operators?PageSize=1000'
  while (path) {
    const page: Listed<'operators', Operator> = await get(path, {}, signal)
    found.push(...page.operators)
    path = page.meta.next_page_url && ownPath(page.meta.next_page_url)
  }
  return found
}

/** True for operators that the account made itself. */
export function isCustom({ author }: Operator): boolean {
  return author.startsWith('AC')
}
