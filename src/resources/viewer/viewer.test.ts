// How the viewer is served: one page at every address it knows, its files, and what stands there without a build.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { installErrors } from '../../http/error-body.ts'
import { installSecurityHeaders } from '../../http/security-headers.ts'
import { readViewerFiles, type ViewerFiles } from './files.ts'
import { viewerRoutes } from './routes.ts'

const script = Buffer.from('start()')
const built: ViewerFiles = {
  page: '<!doctype html><base href="/"><script type="module" src="./assets/a-1.js"></script>',
  assets: new Map([['a-1.js', { type: 'text/javascript', plain: script, compressed: Buffer.from('small') }]]),
}

function serve(
  files: ViewerFiles | null,
  { base = 'http://127.0.0.1:4010', embedOrigins = [] as string[] } = {},
) {
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  installErrors(app)
  installSecurityHeaders(app)
  viewerRoutes(app, { baseUrl: () => base, embedOrigins }, files)
  return app
}

test('every address of the viewer is the same page, under a policy that lets nothing in from elsewhere', async () => {
  const app = serve(built)
  for (const path of ['/', '/sign-in', `/transcripts/GT${'0'.repeat(32)}`, '/services/x/', '/search?q=a']) {
    const { statusCode, headers, body } = await app.inject(path)
    assert.deepEqual([statusCode, body], [200, built.page], path)
    assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    assert.equal(headers['cache-control'], 'no-cache')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe|\*|https?:/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
  assert.equal((await app.inject('/nowhere')).statusCode, 404)
})

test('only the page for frames may stand in one, and only in pages of the origins that were set', async () => {
  const frames = async (embedOrigins: string[], path: string) =>
    /frame-ancestors ([^;]+);/.exec(
      String((await serve(built, { embedOrigins }).inject(path)).headers['content-security-policy']),
    )?.[1]
  const embed = `/embed/GT${'0'.repeat(32)}`
  const origins = ["'self'", 'https://crm.example.com']
  assert.equal(await frames(origins, embed), "'self' https://crm.example.com")
  assert.equal(await frames(origins, `/transcripts/GT${'0'.repeat(32)}`), "'none'")
  assert.equal(await frames([], embed), "'none'")
})

test('behind a prefix the page finds its files and the API there', async () => {
  const { body } = await serve(built, { base: 'https://example.com/calls' }).inject('/transcripts/x')
  assert.match(body, /<base href="\/calls\/">/)
})

test('a Host that is none does not matter', async () => {
  const { statusCode, body } = await serve(built, { base: 'http://evil example' }).inject('/')
  assert.deepEqual([statusCode, body], [200, built.page])
})

test('files are kept for ever, whole or compressed as the browser likes; unknown ones are 404', async () => {
  const app = serve(built)
  const plain = await app.inject('/assets/a-1.js')
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.deepEqual([plain.body, plain.headers['content-encoding']], ['start()', undefined])
  const headers = { 'accept-encoding': 'br, gzip' }
  const small = await app.inject({ url: '/assets/a-1.js', headers })
  assert.deepEqual([small.body, small.headers['content-encoding']], ['small', 'gzip'])
  for (const path of ['/assets/b.js', '/assets/..%2Findex.html', '/assets/'])
    assert.equal((await app.inject(path)).statusCode, 404, path)
})

test('without a build the page says so, and how to mend it', async () => {
  const app = serve(null)
  const { statusCode, body } = await app.inject('/')
  assert.equal(statusCode, 200)
  assert.match(body, /npm run build:viewer/)
  assert.equal((await app.inject('/assets/a-1.js')).statusCode, 404)
})

test('what lies in the folder of a build is read; a folder without one is none', () => {
  assert.equal(readViewerFiles([new URL('file:///nowhere/')]), null)
  const files = readViewerFiles()
  if (!files) return
  for (const { plain, compressed } of files.assets.values()) assert.deepEqual(gunzipSync(compressed), plain)
  const named = [...files.page.matchAll(/\.\/assets\/([^"]+)"/g)].map(([, name]) => name!)
  assert.ok(named.length > 1)
  for (const name of named) assert.ok(files.assets.has(name), name)
})
