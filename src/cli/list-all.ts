// Whole lists over the API.
import type { Api } from './api.ts'

/** Every row of a list, page after page. `key` names the array in the answers. */
export async function listAll<T>(api: Api, path: string, key: string): Promise<T[]> {
  const rows: T[] = []
  let next: string | null = `${path}?PageSize=1000`
  while (next) {
    const page: Record<string, T[]> & { meta: { next_page_url: string | null } } = await api.request(
      'GET',
      next,
    )
    rows.push(...(page[key] ?? []))
    next = page.meta.next_page_url
  }
  return rows
}
