// The tiers with shell scripts in place of ffmpeg: everything a child can do wrong. Real programs are in
// ffmpeg.test.ts.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ErrorKey, VerbatimError } from '../../domain/errors.ts'
import { wavFile } from '../decoder-native/recording-fixtures.ts'
import { type FoundFfmpeg, findFfmpeg } from './find-ffmpeg.ts'
import { createTestNative } from './test-native.ts'
import { createTieredDecoder } from './tiered-decoder.ts'

const skip = process.platform === 'win32' ? 'the programs of this test are shell scripts' : false
const folder = mkdtempSync(join(tmpdir(), 'tiers-'))
const native = createTestNative()
after(async () => {
  await native.close()
  rmSync(folder, { recursive: true })
})

const amr = Buffer.from('#!AMR\nanything')
const unknown = Buffer.alloc(5000, 0xd5)
const streamed = { claimedBytes: 0xffff_ffff }
const wave = fileOf('wave', wavFile({ data: Buffer.alloc(16_000), ...streamed }))
const header = fileOf('header', wavFile({ data: Buffer.alloc(0), ...streamed }))
const manyChannels = fileOf('channels', wavFile({ data: Buffer.alloc(0), channelCount: 64, ...streamed }))
const log = fileOf(
  'log',
  Buffer.from(
    "[info] Input #0, amr, from 'file:x':\n[info]   Duration: 00:00:01.00, bitrate: 12 kb/s\n" +
      '[info]   Stream #0:0: Audio: amr_nb\n[info]   Stream #0:0 -> #0:0 (amr_nb (amrnb) -> pcm_s16le (native))\n',
  ),
)
const hang = 'while :; do sleep 1; done'
let count = 0

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

interface Setting {
  bytes?: Buffer
  name?: string
  maxSeconds?: number
  timeLimitMs?: number
  signal?: AbortSignal
}

/** A decoder with `script` as its ffmpeg, and a request for it. The script's process id is in `pidFile`. */
function scene(script: string, { bytes = amr, name = 'file', maxSeconds = 60, ...more }: Setting = {}) {
  const place = join(folder, `scene-${++count}`)
  const spoolDir = join(place, 'spools')
  mkdirSync(spoolDir, { recursive: true })
  const pidFile = join(place, 'pid')
  const program = join(place, 'program')
  writeFileSync(program, `#!/bin/sh\ncd ${place}\necho $$ > pid.part && mv pid.part pid\n${script}\n`)
  chmodSync(program, 0o755)
  const path = join(place, name)
  writeFileSync(path, bytes)
  const ffmpeg: FoundFfmpeg = { path: program, version: 'fake', prlimit: null, setpriv: null }
  const { timeLimitMs = 60_000, signal } = more
  const decoder = createTieredDecoder({ native, ffmpeg, timeLimitMs: () => timeLimitMs })
  const request = { path, spoolDir, maxSeconds, ...(signal ? { signal } : {}) }
  const started = async () => {
    while (!existsSync(pidFile)) await sleep(5)
    return Number(readFileSync(pidFile, 'utf8'))
  }
  return { place, spoolDir, decoder, request, started, decode: () => decoder.decode(request) }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** True for one that is gone, and for one of which only an entry is left, for whoever is process 1 here. */
function hasEnded(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

const fails = (key: ErrorKey, more: { retryable?: boolean; message?: RegExp } = {}) => {
  const { retryable = false, message = /./ } = more
  return (error: unknown) => {
    assert.ok(error instanceof VerbatimError, String(error))
    assert.deepEqual([error.key, error.retryable], [key, retryable], error.message)
    assert.match(error.message, message)
    return true
  }
}

test('the decoded sound goes by the names of the file it came from', { skip }, async () => {
  const { decode, spoolDir } = scene(`cat ${log} >&2; cat ${wave}`)
  const { channels, ...facts } = await decode()
  assert.deepEqual(facts, {
    container: 'amr',
    codec: 'amr_nb',
    sampleRateHz: 8000,
    sourceSamples: 8000,
    durationMs: 1000,
    errorCount: 0,
    filledMs: 0,
    identicalChannels: false,
  })
  assert.deepEqual(readdirSync(spoolDir), ['channel-1.s16le'], 'nothing else is left')
  assert.equal(channels[0]?.sampleCount, 16_000)
})

test('errors along the way and sound missing at the end are damaged places', { skip }, async () => {
  const complaints = "echo '[error] one' >&2; echo '[amrnb @ 0x1] [error] two' >&2"
  assert.equal((await scene(`${complaints}; cat ${log} >&2; cat ${wave}`).decode()).errorCount, 2)
  const short = `sed s/00:01.00/00:03.00/ ${log} >&2; cat ${wave}`
  assert.equal((await scene(short).decode()).errorCount, 1)
})

test('what the first tier decodes, and what is no sound, never gets to ffmpeg', { skip }, async () => {
  const own = scene('exit 1', { bytes: wavFile({ data: Buffer.alloc(16_000) }) })
  assert.equal((await own.decode()).codec, 'pcm_s16le')
  const page = scene(`cat ${wave}`, { bytes: Buffer.from('<html></html>') })
  await assert.rejects(
    page.decode(),
    fails('mediaTypeUnsupported', { message: /^Got an HTML page, not audio$/ }),
  )
  for (const { place } of [own, page]) assert.ok(!existsSync(join(place, 'pid')))
})

test('without ffmpeg a refusal names the format and what would help', async () => {
  const { request } = scene('')
  const alone = createTieredDecoder({ native, ffmpeg: null })
  const help = /^Got AMR audio, which this server cannot decode: install ffmpeg or set FFMPEG_PATH$/
  await assert.rejects(alone.decode(request), fails('mediaTypeUnsupported', { message: help }))
  for (const bytes of [unknown, Buffer.from('RIFF\0\0\0\0AVI LIST')]) {
    const other = scene('', { bytes })
    const plain = /^(?!.*install)/
    await assert.rejects(alone.decode(other.request), fails('mediaTypeUnsupported', { message: plain }))
  }
})

test(
  'data that only ffmpeg takes for sound are believed when nothing is wrong with them',
  { skip },
  async () => {
    assert.equal((await scene(`cat ${wave}`, { bytes: unknown }).decode()).durationMs, 1000)
    const refused = fails('mediaTypeUnsupported', { message: /no known kind of audio$/ })
    for (const script of ['exit 1', `echo '[error] x' >&2; cat ${wave}`, `cat ${header}`]) {
      await assert.rejects(scene(script, { bytes: unknown }).decode(), refused, script)
    }
  },
)

test('a child that fails or crashes is damaged media, and its words stay inside', { skip }, async () => {
  const told = /^Got AMR audio, but it is too damaged to be decoded$/
  const demuxed = `cat ${log} >&2; echo '[error] secret /etc/path' >&2`
  for (const ending of ['exit 1', 'kill -SEGV $$', 'kill -KILL $$', `cat ${wave}; exit 69`]) {
    const { decode } = scene(`${demuxed}; ${ending}`)
    await assert.rejects(decode(), fails('mediaCorrupted', { message: told }), ending)
  }
})

test('why a child fails makes a difference', { skip }, async () => {
  const known = `cat ${log} >&2`
  const cases: [script: string, key: ErrorKey][] = [
    [`${known}; echo "[error] Stream map '0:a:0' matches no streams." >&2; exit 1`, 'mediaEmpty'],
    ["echo '[amr @ 0x1] [error] Format not on whitelist' >&2; exit 1", 'mediaTypeUnsupported'],
    [`sed 's/(amr_nb/(?/' ${log} >&2; exit 1`, 'mediaTypeUnsupported'],
    [`cat ${header}`, 'mediaEmpty'],
    [`echo '[error] x' >&2; cat ${header}`, 'mediaCorrupted'],
  ]
  for (const [script, key] of cases) await assert.rejects(scene(script).decode(), fails(key), script)
})

test('a full disk and a program that is gone are not the fault of the media', { skip }, async () => {
  const full = scene("echo '[error] write: No space left on device' >&2; exit 1")
  const gone = scene('')
  rmSync(join(gone.place, 'program'))
  await assert.rejects(full.decode(), { key: 'storageFull', retryable: true })
  await assert.rejects(gone.decode(), (error) => error instanceof Error && !(error instanceof VerbatimError))
})

test('a child that hangs is ended, even one that ignores being asked', { skip }, async () => {
  const scripts = [hang, `trap '' TERM INT HUP; ${hang}`, `cat ${header}; ${hang}`, 'yes x >&2']
  const end = async (script: string) => {
    // Within which it starts on a machine that is busy with other things, too.
    const { decode, started } = scene(script, { timeLimitMs: 2000 })
    const refused = assert.rejects(decode(), fails('mediaCorrupted', { retryable: true }))
    const pid = await started()
    await refused
    assert.ok(!isRunning(pid), script)
  }
  await Promise.all(scripts.map(end))
})

test('sound without end stops soon after the limit', { skip }, async () => {
  const { decode, started, spoolDir } = scene(`cat ${header} /dev/zero`, { maxSeconds: 2 })
  const refused = assert.rejects(decode(), fails('mediaTooLong'))
  const pid = await started()
  await refused
  assert.ok(!isRunning(pid))
  assert.ok(!readdirSync(spoolDir).includes('decoded-wave'))
})

test('a flood in a format that is not served stops at its header', { skip }, async () => {
  const { decode } = scene(`cat ${manyChannels} /dev/zero`, { maxSeconds: 28_800 })
  await assert.rejects(decode(), fails('tooManyChannels'))
})

test('a program that writes no WAVE is nothing that the media can help', { skip }, async () => {
  await assert.rejects(scene('yes | head -c 100000').decode(), /other than 16-bit WAVE/)
})

test('a flood of complaints is counted and changes nothing else', { skip }, async () => {
  const { decode } = scene(`yes '[error] x' | head -n 300000 >&2; cat ${wave}`)
  const result = await decode()
  assert.deepEqual([result.errorCount, result.durationMs], [300_000, 1000])
})

test('an abort ends the child, however deep it hides', { skip }, async () => {
  const abort = new AbortController()
  const { decode, started, place } = scene(`sh -c 'echo $$ > deep; ${hang}' & wait`, { signal: abort.signal })
  const stopped = assert.rejects(decode(), /changed my mind/)
  const pid = await started()
  while (!existsSync(join(place, 'deep')) || readFileSync(join(place, 'deep'), 'utf8') === '') await sleep(5)
  abort.abort(new Error('changed my mind'))
  await stopped
  while (isRunning(Number(readFileSync(join(place, 'deep'), 'utf8')))) await sleep(5)
  assert.ok(!isRunning(pid))
  await assert.rejects(decode(), /changed my mind/, 'an abort before the start')
})

test(
  'a process that left the group does not keep the call waiting',
  {
    skip: process.platform !== 'linux',
  },
  async () => {
    const { decode, place } = scene(`setsid sh -c 'echo $$ > escaped; exec sleep 60' & ${hang}`, {
      timeLimitMs: 2500,
    })
    await assert.rejects(decode(), fails('mediaCorrupted', { retryable: true }))
    const pid = Number(readFileSync(join(place, 'escaped'), 'utf8'))
    assert.ok(isRunning(pid))
    process.kill(pid, 'SIGKILL')
  },
)

test('closing ends what runs and refuses what comes later', { skip }, async () => {
  const { decode, decoder, started } = scene(hang)
  const stopped = assert.rejects(decode(), /closed/)
  const pid = await started()
  await decoder.close()
  await stopped
  assert.ok(!isRunning(pid))
  await assert.rejects(decode(), /closed/)
})

test('the child gets a path without extension, no input and no environment but PATH', { skip }, async () => {
  process.env.TIERED_DECODER_SECRET = 'x'
  const { decode, place, spoolDir } = scene(`env > env; echo "$@" > args; cat > input; cat ${wave}`, {
    name: 'evil.m3u8',
  })
  await decode()
  delete process.env.TIERED_DECODER_SECRET
  const names = readFileSync(join(place, 'env'), 'utf8').match(/^\w+(?==)/gm) ?? []
  // The shell adds its own.
  assert.deepEqual(
    names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)),
    ['PATH'],
  )
  assert.match(
    readFileSync(join(place, 'args'), 'utf8'),
    new RegExp(`-protocol_whitelist file -format_whitelist [\\w,]+ -i file:${spoolDir}/recording -map`),
  )
  assert.equal(readFileSync(join(place, 'input'), 'utf8'), '')
})

test(
  'on Linux the child runs within limits of the system',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const script = `[ "$1" = -version ] && echo "ffmpeg version 1" && exit
    for limit in v t n c; do ulimit -$limit; done > limits; cat ${wave}`
    const { place, request } = scene(script)
    const ffmpeg = await findFfmpeg(join(place, 'program'))
    if (!ffmpeg?.prlimit) return t.skip('there is no prlimit')
    await createTieredDecoder({ native, ffmpeg }).decode(request)
    // KiB of memory, seconds of CPU for a minute of sound, open files, blocks of a core dump.
    assert.equal(readFileSync(join(place, 'limits'), 'utf8'), '2097152\n63\n64\n0\n')
  },
)

test(
  'on Linux the child does not outlive a server that is killed',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const script = `[ "$1" = -version ] && echo "ffmpeg version 1" && exit\n${hang}`
    const { place, request, started } = scene(script)
    const ffmpeg = await findFfmpeg(join(place, 'program'))
    if (!ffmpeg?.setpriv) return t.skip('there is no setpriv')
    rmSync(join(place, 'pid'))
    const code = `
      const { createTieredDecoder } = await import(${JSON.stringify(import.meta.resolve('./tiered-decoder.ts'))})
      const { createTestNative } = await import(${JSON.stringify(import.meta.resolve('./test-native.ts'))})
      const decoder = createTieredDecoder({ native: createTestNative(), ffmpeg: ${JSON.stringify(ffmpeg)} })
      await decoder.decode(${JSON.stringify(request)})`
    writeFileSync(join(place, 'server.mjs'), code)
    const server = spawn(process.execPath, [join(place, 'server.mjs')], { stdio: 'ignore' })
    const pid = await started()
    assert.ok(isRunning(pid))
    server.kill('SIGKILL')
    while (!hasEnded(pid)) await sleep(10)
  },
)
