// A server that speaks S3: s3rver, behind a gate of our own. The gate checks what s3rver does not (signatures of version
// 4, digests of bodies, If-Match), adds what it lacks (aborting and listing uploads, copying parts), and brings trouble.
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { S3Settings } from '../adapters/media-s3/location.ts'

/** One request as the gate saw it. */
export interface SeenRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
}

/** What may go wrong: another answer, a connection that is reset, silence, an answer or a request that is cut after some
 * bytes, an answer that is lost after the work was done, a body that is altered on its way, an answer that does not say how
 * long it is (in chunks, where it has a body). */
export type Trouble =
  | { status: number; code?: string; headers?: Record<string, string> }
  | { cutAnswerAfter: number }
  | { cutRequestAfter: number }
  | 'reset'
  | 'silence'
  | 'lost answer'
  | 'altered body'
  | 'no length'

/** A running server with the bucket `calls`. */
export interface S3Server {
  /** Settings of a store under the prefix `unit`. */
  settings: S3Settings
  /** Address of the server without the gate; it takes any signature. */
  directUrl: string
  /** What was asked for so far. */
  requests: SeenRequest[]
  /** Decides on trouble for a request; null for none. */
  trouble: (request: SeenRequest) => Trouble | null
  /** Uploads that were begun and neither completed nor aborted. */
  uploads: Map<string, string>
  close(): Promise<void>
}

interface Rver {
  run(): Promise<AddressInfo>
  httpServer: { closeAllConnections(): void }
  close(): Promise<void>
}

const BUCKET = 'calls'
const SECRET = 'the secret of the test server'

/** Starts one on free ports of 127.0.0.1. */
export async function startS3Server(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-s3-'))
  const make: new (options: object) => Rver = createRequire(import.meta.url)('s3rver')
  const options = { port: 0, address: '127.0.0.1', silent: true, directory }
  const rver = new make({ ...options, vhostBuckets: false, configureBuckets: [{ name: BUCKET }] })
  const directUrl = `http://127.0.0.1:${(await rver.run()).port}`
  const gate = createServer((request, response) => {
    pass({ request, response, server, directUrl }).catch(() => response.destroy())
  })
  gate.listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const { port } = gate.address() as AddressInfo
  const server: S3Server = {
    settings: {
      MEDIA_STORE: { bucket: BUCKET, prefix: 'unit' },
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_REGION: null,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: null,
    },
    directUrl,
    requests: [],
    trouble: () => null,
    uploads: new Map(),
    async close() {
      gate.closeAllConnections()
      gate.close()
      rver.httpServer.closeAllConnections()
      await rver.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
  return server
}

interface Passing {
  request: IncomingMessage
  response: ServerResponse
  server: S3Server
  directUrl: string
}

async function pass(passing: Passing) {
  const { request, response, server } = passing
  const url = new URL(request.url ?? '/', 'http://gate')
  const { method = 'GET', headers } = request
  const seen = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, headers }
  server.requests.push(seen)
  const trouble = server.trouble(seen)
  if (trouble === 'silence') return
  if (trouble === 'reset') return request.socket.resetAndDestroy()
  const body = await receive(request, trouble)
  if (!body) return request.socket.destroy()
  if (trouble && typeof trouble === 'object' && 'status' in trouble) {
    response.writeHead(trouble.status, trouble.headers)
    return response.end(method === 'HEAD' || !trouble.code ? '' : errorXml(trouble.code))
  }
  const refusal = refusalOf({ seen, url, body })
  if (refusal) return refuse(response, refusal)
  const own = await answerHere(seen, passing)
  if (own) return response.writeHead(own.status).end(own.body)
  const answer = await forward({ seen, url: passing.directUrl + request.url, body })
  await note(seen, answer, server)
  if (trouble === 'lost answer') return response.destroy()
  await send(answer, { ...passing, trouble })
}

async function receive(request: IncomingMessage, trouble: Trouble | null): Promise<Buffer | null> {
  const cut =
    trouble && typeof trouble === 'object' && 'cutRequestAfter' in trouble ? trouble.cutRequestAfter : null
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    pieces.push(piece)
    bytes += piece.length
    if (cut !== null && bytes >= cut) return null
  }
  const body = Buffer.concat(pieces)
  if (trouble === 'altered body' && body.length > 0) body[0]! ^= 1
  return body
}

interface Answer {
  status: number
  headers: Headers
  body: Buffer
}

async function forward({
  seen,
  url,
  body,
}: {
  seen: SeenRequest
  url: string
  body: Buffer
}): Promise<Answer> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(seen.headers)) {
    if (!['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))
      headers.set(name, String(value))
  }
  const sent = seen.method === 'GET' || seen.method === 'HEAD' || body.length === 0 ? {} : { body }
  const response = await fetch(url, { method: seen.method, headers, ...sent })
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  }
}

async function send(answer: Answer, { request, response, trouble }: Passing & { trouble: Trouble | null }) {
  const wanted = request.headers['if-match']
  if (wanted && answer.status < 300 && answer.headers.get('etag') !== wanted) {
    return refuse(response, [412, 'PreconditionFailed'])
  }
  const headers = [...answer.headers].filter(([name]) => trouble !== 'no length' || name !== 'content-length')
  response.writeHead(answer.status, Object.fromEntries(headers))
  if (request.method === 'HEAD') return response.end()
  const cut =
    trouble && typeof trouble === 'object' && 'cutAnswerAfter' in trouble ? trouble.cutAnswerAfter : null
  if (cut === null) return Readable.from(inPieces(answer.body)).pipe(response)
  response.write(answer.body.subarray(0, cut), () => request.socket.destroy())
}

function* inPieces(body: Buffer) {
  for (let at = 0; at < body.length; at += 16_384) yield body.subarray(at, at + 16_384)
}

/** Keeps the list of uploads that s3rver does not give. */
async function note({ method, path, query }: SeenRequest, answer: Answer, server: S3Server) {
  if (answer.status !== 200 || method !== 'POST') return
  const id = /<UploadId>(\w+)</.exec(answer.body.toString())?.[1]
  if (query.has('uploads') && id) server.uploads.set(id, path.slice(`/${BUCKET}/`.length))
  if (query.has('uploadId')) server.uploads.delete(query.get('uploadId') ?? '')
}

interface OwnAnswer {
  status: number
  body: string
}

/** What s3rver can not do; null for everything else. */
async function answerHere(seen: SeenRequest, { server, directUrl }: Passing): Promise<OwnAnswer | null> {
  const { method, query, headers } = seen
  const id = query.get('uploadId')
  if (id && !server.uploads.has(id)) return { status: 404, body: errorXml('NoSuchUpload') }
  if (method === 'DELETE' && id) {
    server.uploads.delete(id)
    return { status: 204, body: '' }
  }
  if (method === 'GET' && query.has('uploads')) return listUploads(query, server)
  const source = headers['x-amz-copy-source']
  if (method !== 'PUT' || !id || typeof source !== 'string') return null
  const part = await fetch(directUrl + source, {
    headers: { range: String(headers['x-amz-copy-source-range']) },
  })
  if (part.headers.get('etag') !== headers['x-amz-copy-source-if-match']) {
    return { status: 412, body: errorXml('PreconditionFailed') }
  }
  const put = await fetch(`${directUrl}${seen.path}?${query}`, {
    method: 'PUT',
    body: await part.arrayBuffer(),
  })
  return { status: 200, body: `<CopyPartResult><ETag>${put.headers.get('etag')}</ETag></CopyPartResult>` }
}

/** One upload a page, so that pages are turned. */
function listUploads(query: URLSearchParams, { uploads }: S3Server): OwnAnswer {
  const all = [...uploads]
    .filter(([, key]) => key.startsWith(query.get('prefix') ?? ''))
    .filter(([id]) => id > (query.get('upload-id-marker') ?? ''))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const xml = all
    .slice(0, 1)
    .map(([id, key]) => {
      const next = `<NextKeyMarker>${key}</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`
      return `${next}<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`
    })
    .join('')
  const truncated = `<IsTruncated>${all.length > 1}</IsTruncated>`
  return { status: 200, body: `<ListMultipartUploadsResult>${truncated}${xml}</ListMultipartUploadsResult>` }
}

type Refusal = [status: number, code: string]

function refuse(response: ServerResponse, [status, code]: Refusal) {
  response.writeHead(status).end(errorXml(code))
}

function errorXml(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`
}

function refusalOf({ seen, url, body }: { seen: SeenRequest; url: URL; body: Buffer }): Refusal | null {
  const { headers } = seen
  if (headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) {
    return [400, 'XAmzContentSHA256Mismatch']
  }
  const md5 = headers['content-md5']
  if (body.length > 0 && md5 === undefined) return [400, 'MissingContentMD5']
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) return [400, 'BadDigest']
  return signatureOf(seen, url) === /Signature=(\w+)$/.exec(headers.authorization ?? '')?.[1]
    ? null
    : [403, 'SignatureDoesNotMatch']
}

/** Made anew from the request as it arrived, with nothing of the code under test. */
function signatureOf({ method, headers }: SeenRequest, url: URL): string {
  const { authorization = '' } = headers
  const scope = /Credential=[^/]+\/([^,]+),/.exec(authorization)?.[1] ?? ''
  const names = (/SignedHeaders=([^,]+),/.exec(authorization)?.[1] ?? '').split(';')
  const query = url.search.slice(1).split('&').filter(Boolean).sort().join('&')
  const canonical = [
    method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n')
  const text = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ]
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${SECRET}`)
  return hmac(key, text.join('\n')).toString('hex')
}
