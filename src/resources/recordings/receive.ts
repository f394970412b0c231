// Reads an uploaded file from a request onto the disk: the first file of a multipart form, or the body as it is.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { fault, VerbatimError } from '../../domain/errors.ts'

/** What arrived. `fields` are the other fields of a form, or the query. */
export interface ReceivedFile {
  bytes: number
  sha256: string
  fields: Record<string, string>
}

/** Where the file goes, and when to give up. */
interface Receiving {
  toPath: string
  maxBytes: number
  signal: AbortSignal
}

/** Writes the file to `toPath` (0600).
 * @throws VerbatimError invalidParameter without a file, bodyTooLarge, mediaEmpty; the reason of `signal` */
export async function receiveFile(
  request: FastifyRequest,
  { toPath, maxBytes, signal }: Receiving,
): Promise<ReceivedFile> {
  const { stream, fields } = await Promise.race([openUpload(request), aborted(signal)])
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      const tooLarge = bytes > maxBytes
      done(tooLarge ? fault('bodyTooLarge', `The recording has more than ${maxBytes} bytes`) : null, chunk)
    },
  })
  const file = createWriteStream(toPath, { mode: 0o600 })
  await pipeline(stream, meter, file, { signal }).catch((error) => {
    signal.throwIfAborted()
    blameForm(error)
  })
  if (bytes === 0) throw fault('mediaEmpty', undefined, { status: 400 })
  return { bytes, sha256: hash.digest('hex'), fields: { ...queryOf(request), ...fields() } }
}

/** Rejects once `signal` aborts, and settles in no other way. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** What the parser of forms throws has no status; what the disk throws names a system call, and is no one's fault. */
function blameForm(error: unknown): never {
  const ours = error instanceof VerbatimError || (error instanceof Error && 'syscall' in error)
  throw ours ? error : fault('invalidParameter', 'The upload broke off or is no valid form', { cause: error })
}

async function openUpload(request: FastifyRequest) {
  if (!request.isMultipart()) {
    const body = request.body
    // Destroyed, the body of a request takes its connection along, and the sender never hears what was wrong.
    const stream = body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : []
    return { stream, fields: () => ({}) }
  }
  const part = await request.file().catch(blameForm)
  if (!part) throw fault('invalidParameter', 'The form holds no file')
  const fields = () =>
    Object.fromEntries(
      Object.values(part.fields)
        .flat()
        .flatMap((one) => (one?.type === 'field' ? [[one.fieldname, String(one.value)] as const] : [])),
    )
  return { stream: part.file, fields }
}

function queryOf(request: FastifyRequest): Record<string, string> {
  const entries = Object.entries(request.query as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}
