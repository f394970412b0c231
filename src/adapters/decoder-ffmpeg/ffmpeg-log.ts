// Reads what ffmpeg writes to its standard error, line by line in bounded memory. The text comes in part from the
// file (tags, names), so only whole patterns are believed and nothing of it reaches users.

const MAX_LINE_CHARS = 1024
const MAX_KEPT_CHARS = 4096
/** `[mov,mp4 @ 0x5630] [error] text`: any number of contexts, the level, the text. */
const LINE = /^(?:\[[^\]]{1,100} @ [^\]]{1,32}\] ){0,4}\[(panic|fatal|error|warning|info)\] (.*)$/
/** Tags are indented further, so none can pass for one of these. */
const INPUT = /^Input #0, ([\w,]{1,100}), from /
const DURATION = /^ {2}Duration: (\d{1,6}):(\d\d):(\d\d\.\d\d)/
const STREAM = /^ {2}Stream #0:\d+[^>]*: (?:Audio|Video|Subtitle|Data|Attachment): /
const MAPPING = /^ {2}Stream #0:\d+ -> #0:0 \((\w{1,40}) /

/** What ffmpeg said of a file. */
export interface FfmpegLog {
  /** Its names of the container, e.g. `matroska,webm`; `null` when it did not get that far. */
  demuxer: string | null
  /** Its name of the codec, e.g. `amr_nb`; `null` when it did not get that far or does not know the codec. */
  codec: string | null
  /** How long the container says the recording is; `null` when it does not say or ffmpeg only guesses. */
  durationMs: number | null
  /** Streams of any kind in the file. */
  streamCount: number
  /** Messages of level error or worse. */
  errorCount: number
  /** The first of these messages, at most 4 KiB of printable characters: for the server's log, never for users. */
  errors: string
}

/** A log being read. */
export interface LogReader {
  /** Takes the next bytes. */
  add(bytes: Buffer): void
  /** What is known by now. */
  read(): FfmpegLog
}

/** Starts with nothing known. */
export function createLogReader(): LogReader {
  const log: FfmpegLog = {
    demuxer: null,
    codec: null,
    durationMs: null,
    streamCount: 0,
    errorCount: 0,
    errors: '',
  }
  let rest = ''
  let durationIsGuess = false

  const note = (line: string) => {
    const [, level, text = ''] = LINE.exec(line) ?? []
    if (level === 'info') return noteFacts(log, text)
    if (level === 'warning') {
      durationIsGuess ||= text.startsWith('Estimating duration from bitrate')
    } else if (level) {
      log.errorCount++
      log.errors = `${log.errors}${text.replaceAll(/[^\x20-\x7e]/g, '?')}\n`.slice(0, MAX_KEPT_CHARS)
    }
  }
  return {
    add(bytes) {
      const lines = (rest + bytes.toString('latin1')).split('\n')
      rest = (lines.pop() ?? '').slice(0, MAX_LINE_CHARS)
      for (const line of lines) note(line.slice(0, MAX_LINE_CHARS))
    },
    read: () => ({ ...log, durationMs: durationIsGuess ? null : log.durationMs }),
  }
}

/** The first of each kind counts: the output, described later, looks the same. */
function noteFacts(log: FfmpegLog, text: string): void {
  log.demuxer ??= INPUT.exec(text)?.[1] ?? null
  const [, hours, minutes, seconds] = DURATION.exec(text) ?? []
  if (hours)
    log.durationMs ??= Math.round((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000)
  const codec = MAPPING.exec(text)?.[1]
  if (codec) log.codec ??= codec
  else if (!log.codec && STREAM.test(text)) log.streamCount++
}
