// Asks axe what is wrong with a page for people who do not see, hear or point as its makers do.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const source = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

interface Found {
  id: string
  nodes: { html: string; failureSummary?: string }[]
}

/** What breaks WCAG 2.2 A and AA or a best practice, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // As a driver, not as a script of the page, whose policy lets none in.
  await page.evaluate(source)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Found[] }> } }
    return (await axe.run()).violations
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
}
