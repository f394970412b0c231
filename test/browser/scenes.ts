// How a file of browser tests begins: a stage of its own, and scenes on it that are skipped where no browser is.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { eventually } from '../../src/testing/eventually.ts'
import { noBrowser } from './chromium.ts'
import { type Calls, type Stage, setStage, signIn } from './stage.ts'

/** What scenes are played with. */
export interface Scenes {
  /** Not to be looked at outside of scenes: without a browser there is none. */
  stage: Stage
  /** A test that needs the browser. */
  scene(name: string, play: () => Promise<void> | void): void
  /** Runs on a page of its own, which must not complain. */
  onPage(path: string, work: (page: Page) => Promise<void>): Promise<void>
  /** The path of the page of a stored call. */
  callPath(name: keyof Calls): string
}

/** Sets the stage, and signs its browser in unless told not to.
 * @param overrides settings of the server
 * @param more calls that most stages do without */
export async function openScenes(
  overrides: Record<string, string> = {},
  { signedIn = true, ...more }: { signedIn?: boolean; textOnly?: boolean; voices?: boolean } = {},
): Promise<Scenes> {
  const stage = noBrowser ? ({} as Stage) : await setStage({ after }, overrides, more)
  if (!noBrowser && signedIn) await signIn(stage)
  return {
    stage,
    scene(name, play) {
      test(name, { skip: noBrowser ?? false }, play)
    },
    async onPage(path, work) {
      stage.complaints.splice(0)
      const page = await stage.open(path)
      try {
        await work(page)
        assert.deepEqual(stage.complaints, [])
      } finally {
        await page.close()
      }
    },
    callPath: (name) => `/transcripts/${stage.calls[name]!.sid}`,
  }
}

/** Waits for an expression to be true. Playwright's own way evaluates texts as scripts of the page, whose policy lets
 * none in. */
export async function until(page: Page, expression: string) {
  await eventually(() => page.evaluate<unknown>(expression), expression, { limitMs: 60_000 })
}

/** Waits for the page to fit into a window of this width: what a script draws follows the window a little later. */
export async function fits(page: Page, width: number) {
  const wide = () => page.evaluate<number>('document.documentElement.scrollWidth')
  await eventually(async () => (await wide()) <= width, `the page is no wider than ${width}`, {
    limitMs: 30_000,
  })
}
