// The viewer: one page under every address that it knows how to show, and the files it loads. All of it is public;
// what it shows comes from the API.
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { BaseUrl } from '../../http/base-url.ts'
import { pathNotFound } from '../../http/error-body.ts'
import { readViewerFiles, type ViewerFiles } from './files.ts'

const pagePaths = [
  '/',
  '/sign-in',
  '/transcripts/:Sid',
  '/services',
  '/services/:Sid',
  '/operators',
  '/operators/:Sid',
  '/search',
  '/webhooks',
]
/** The page that may stand inside pages of other origins, those of the setting alone. */
const embedPath = '/embed/:Sid'
const assetPath = Type.Object({ Name: Type.String() })

/** Nothing from elsewhere, nothing written into the page; texts are never read as markup.
 * @param frames in whose pages this one may stand, as a policy names them */
const pagePolicy = (frames: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    `frame-ancestors ${frames}`,
    "require-trusted-types-for 'script'",
  ].join('; ')

const pageHeaders = (frames: string) => ({
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': pagePolicy(frames),
  'Cross-Origin-Opener-Policy': 'same-origin',
})

/** Registers the page and its files. `embedOrigins` are those whose pages may show a transcript in a frame.
 * @param files the built viewer, null when it was not built */
export function viewerRoutes(
  app: FastifyInstance,
  { baseUrl, embedOrigins }: { baseUrl: BaseUrl; embedOrigins: readonly string[] },
  files: ViewerFiles | null = readViewerFiles(),
) {
  const config = { answerHeaders: [] }
  const page = files?.page ?? notBuilt
  for (const path of [...pagePaths, embedPath]) {
    const headers = pageHeaders(path === embedPath ? embedOrigins.join(' ') || "'none'" : "'none'")
    app.get(path, { config }, async (request, reply) => {
      const address = `${baseUrl(request)}/`
      // A Host that is none makes no address.
      const base = URL.canParse(address) ? new URL(address).pathname : '/'
      return reply
        .headers(headers)
        .type('text/html; charset=utf-8')
        .send(page.replace('<base href="/">', `<base href="${base}">`))
    })
  }
  app.get<{ Params: Static<typeof assetPath> }>(
    '/assets/:Name',
    { config, schema: { params: assetPath } },
    async (request, reply) => {
      const file = files?.assets.get(request.params.Name)
      if (!file) throw pathNotFound(request)
      const small = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
      if (small) reply.header('Content-Encoding', 'gzip')
      return reply
        .headers({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' })
        .type(file.type)
        .send(small ? file.compressed : file.plain)
    },
  )
}

const notBuilt = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<base href="/">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verbatim</title>
</head>
<body>
<h1>Verbatim is running</h1>
<p>Its viewer was not built. In a checkout, run <code>npm run build:viewer</code> and start the server again;
<code>npm start</code> does both.</p>
<p>The API is ready: see <a href="docs">its documentation</a>.</p>
</body>
</html>
`
