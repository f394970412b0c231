// Pictures of the viewer for the README, taken of the pages as the other scenes see them.
//   npm run pictures     puts them into docs/pictures
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { noBrowser } from './chromium.ts'
import { type Stage, setStage, signIn } from './stage.ts'

const folder = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'pictures-'))
mkdirSync(folder, { recursive: true })
after(() => {
  if (!process.env.PICTURES) rmSync(folder, { recursive: true })
})
const stage = noBrowser ? ({} as Stage) : await setStage({ after })

/** Kilobytes below which a picture of a page shows nothing but paper. */
const LEAST_KB = 20

const pictures = {
  list: { path: () => '/', ready: 'a[href^="transcripts/"]' },
  transcript: { path: () => `/transcripts/${stage.calls.redacted.sid}`, ready: '.words' },
}
for (const [name, { path, ready }] of Object.entries(pictures)) {
  test(`the ${name} page makes a picture`, { skip: noBrowser ?? false }, async () => {
    await signIn(stage)
    const page = await stage.open(path())
    await page.locator(ready).first().waitFor()
    await page.waitForLoadState('networkidle')
    const file = join(folder, `${name}.png`)
    await page.screenshot({ path: file })
    const picture = readFileSync(file)
    assert.equal(picture.subarray(1, 4).toString(), 'PNG')
    assert.ok(picture.length > LEAST_KB * 1024, `${picture.length} bytes`)
    await page.close()
  })
}
