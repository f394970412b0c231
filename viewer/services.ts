// The account's Services, for the pages that name or choose one.
import { get, ownPath } from './api.ts'
import type { Listed, Service } from './wire.ts'

/** All of them, newest first. */
export async function listServices(signal?: AbortSignal): Promise<Service[]> {
  const found: Service[] = []
  let path: string | null = 'v2/Services?PageSize=1000'
  while (path) {
    const page: Listed<'services', Service> = await get(path, {}, signal)
    found.push(...page.services)
    path = page.meta.next_page_url && ownPath(page.meta.next_page_url)
  }
  return found
}

/** How a Service is called. */
export function nameOf({ friendly_name, unique_name }: Service): string {
  return friendly_name || unique_name
}
