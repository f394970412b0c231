// Which recordings are looked for, which count as found, and how many are looked up at once.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createMediaFiles } from '../adapters/media-files/media-files.ts'
import { createMediaSealed } from '../adapters/media-sealed/media-sealed.ts'
import { openVault } from '../adapters/vault-file/vault.ts'
import { peaksKey } from '../domain/peaks.ts'
import { sidFrom } from '../domain/sid.ts'
import type { StoredMedia, Transcript } from '../domain/transcript.ts'
import type { Db } from '../ports/db.ts'
import { anAccount, aRecording, aStoredAccount, aTranscript } from '../testing/builders.ts'
import { seedDataDir } from '../testing/seeded-data.ts'
import { findMedia } from './find-media.ts'
import type { MediaConfig } from './media-places.ts'

const folder = mkdtempSync(join(tmpdir(), 'verbatim-find-media-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const accountSid = anAccount()
const configOf = (dataDir: string, over: Partial<MediaConfig> = {}): MediaConfig => ({
  DATA_DIR: dataDir,
  DATA_KEY: null,
  MEDIA_STORE: null,
  S3_ENDPOINT: null,
  AWS_REGION: null,
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  AWS_SESSION_TOKEN: null,
  ...over,
})

/** In the order of their sids. */
const sidNumber = (number: number) => sidFrom('transcript', number.toString(16).padStart(32, '0'))

function stored(owner: string, name: string, bytes: number): StoredMedia {
  const key = `media/${accountSid}/${owner}/${name}`
  return { key, bytes, sha256: '0'.repeat(64), contentType: 'audio/wav' }
}

function transcriptNumber(number: number, over: Partial<Transcript> = {}): Transcript {
  const sid = sidNumber(number)
  return aTranscript({ sid, accountSid, status: 'completed', media: stored(sid, 'original', 100), ...over })
}

const quiet = () => undefined

test('what rows name is looked for with its size; waveforms count apart', async () => {
  const dataDir = join(folder, 'named')
  const whole = transcriptNumber(1, { redactedMedia: stored(sidNumber(1), 'redacted', 90) })
  const short = transcriptNumber(2)
  const lost = transcriptNumber(3, { status: 'failed' })
  const unreadable = transcriptNumber(4, { encryptionCredentialSid: sidFrom('publicKey', '5'.repeat(32)) })
  const underWay = transcriptNumber(5, { ...unreadable, sid: sidNumber(5), status: 'in-progress' })
  const fresh = transcriptNumber(6, { status: 'queued', media: null })
  const upload = (digit: string) => {
    const sid = sidFrom('recording', digit.repeat(32))
    return aRecording({ sid, accountSid, media: stored(sid, 'original', 80) })
  }
  const [kept, gone] = [upload('1'), upload('2')]
  await seedDataDir(dataDir, async ({ db, store, putMedia }) => {
    for (const one of [whole, short, lost, unreadable, underWay, fresh]) await store.transcripts.insert(one)
    for (const one of [kept, gone]) await store.recordings.insert(one)
    for (const { key, bytes } of [whole.media!, whole.redactedMedia!, kept.media])
      await putMedia(key, Buffer.alloc(bytes))
    await putMedia(short.media!.key, Buffer.alloc(short.media!.bytes - 1))
    await putMedia(peaksKey(whole, 'original'), Buffer.from('{}'))
    assert.deepEqual(await findMedia(db, configOf(dataDir), quiet), {
      place: join(dataDir, 'media'),
      named: 7,
      found: 3,
      missing: [short.sid, lost.sid, underWay.sid, gone.sid],
      inFolder: 0,
      waveforms: { named: 3, found: 1 },
    })
  })
})

test('encrypted recordings are found by what they hold; what was cut off is not found', async () => {
  const dataDir = join(folder, 'sealed')
  const [whole, cut, plain] = [transcriptNumber(1), transcriptNumber(2), transcriptNumber(3)]
  const DATA_KEY = Buffer.alloc(32, 7)
  await seedDataDir(dataDir, async ({ db, store, putMedia }) => {
    const sealed = createMediaSealed({
      inner: createMediaFiles(join(dataDir, 'media')),
      keys: store.mediaKeys,
      vault: openVault(dataDir, DATA_KEY),
      workRoot: dataDir,
    })
    await store.accounts.insert(aStoredAccount({ sid: accountSid }))
    for (const one of [whole, cut, plain]) await store.transcripts.insert(one)
    for (const { media } of [whole, cut]) {
      const path = join(dataDir, 'incoming')
      writeFileSync(path, Buffer.alloc(media!.bytes))
      await sealed.take(media!.key, path, { accountSid, customerKey: null })
    }
    await putMedia(plain.media!.key, Buffer.alloc(plain.media!.bytes))
    const file = join(dataDir, 'media', `${cut.media!.key}.sealed`)
    truncateSync(file, readFileSync(file).length - 1)
    const { found, missing } = await findMedia(db, configOf(dataDir, { DATA_KEY }), quiet)
    assert.deepEqual([found, missing], [2, [cut.sid]])
    const other = configOf(dataDir, { DATA_KEY: Buffer.alloc(32, 8) })
    await assert.rejects(findMedia(db, other, quiet), /sealed under another key/)
    assert.ok(!existsSync(join(dataDir, 'secrets.json')), 'no key was made')
  })
})

/** Rows as of one transcript, under sids of their own. */
async function multiply(db: Db, sid: string, count: number) {
  await db.query(
    `insert into transcripts select (jsonb_populate_record(one, jsonb_build_object('sid', 'GT' || lpad(to_hex(number), 32, '0')))).*
     from transcripts one, generate_series(1000, 999 + $2::int) number where sid = $1`,
    [sid, count],
  )
}

test('rows are read in pages, and eight recordings looked up at a time', async () => {
  const dataDir = join(folder, 'many')
  let [asked, atOnce, most] = [0, 0, 0]
  const bucket = createServer((_, response) => {
    asked++
    most = Math.max(most, ++atOnce)
    setTimeout(() => {
      atOnce--
      response.writeHead(200, { 'content-length': 100 }).end()
    }, 1)
  })
  await new Promise<void>((listening) => bucket.listen(0, '127.0.0.1', listening))
  const S3_ENDPOINT = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`
  const config = configOf(dataDir, { MEDIA_STORE: { bucket: 'calls', prefix: '' }, S3_ENDPOINT })
  try {
    await seedDataDir(dataDir, async ({ db, store }) => {
      await store.transcripts.insert(transcriptNumber(1, { status: 'failed' }))
      await multiply(db, sidNumber(1), 1199)
      const pages: number[] = []
      const watched = {
        async query<Row>(text: string, values?: readonly unknown[]) {
          const result = await db.query<Row>(text, values)
          pages.push(result.rows.length)
          return result
        },
      }
      const { named, found } = await findMedia(watched, config, quiet)
      assert.deepEqual([named, found, asked], [1200, 1200, 1200])
      assert.deepEqual(pages, [500, 500, 200, 0])
      assert.equal(most, 8)
    })
  } finally {
    bucket.close()
  }
})

test('a bucket that does not answer is asked by those under way, and not again', async () => {
  const dataDir = join(folder, 'away')
  let asked = 0
  const bucket = createServer((_, response) => {
    asked++
    response.writeHead(403).end()
  })
  await new Promise<void>((listening) => bucket.listen(0, '127.0.0.1', listening))
  const S3_ENDPOINT = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`
  const config = configOf(dataDir, { MEDIA_STORE: { bucket: 'calls', prefix: '' }, S3_ENDPOINT })
  try {
    await seedDataDir(dataDir, async ({ db, store }) => {
      await store.transcripts.insert(transcriptNumber(1))
      await multiply(db, sidNumber(1), 99)
      await assert.rejects(findMedia(db, config, quiet), { key: 'mediaStoreUnavailable' })
      assert.ok(asked <= 16, `${asked}`)
    })
  } finally {
    bucket.close()
  }
})
