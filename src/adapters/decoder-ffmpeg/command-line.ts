// The one command line that ffmpeg is ever started with (speech-and-media section 5.8).
import { dieWithParent, type FoundFfmpeg } from './find-ffmpeg.ts'
import { limitFlags } from './limits.ts'

/** Both lists are needed: protocols alone would still let a playlist named as sound read other local files. */
const PROTOCOLS = 'file'
const FORMATS = 'wav,w64,aiff,au,mp3,ogg,matroska,webm,mov,mp4,m4a,3gp,flac,aac,amr,asf,caf,gsm,ac3'
/** Each message on a line of its own that begins with its level: errors are counted, names are read. */
const LOG_LEVEL = 'repeat+level+info'

/** Program and arguments that decode the first sound stream of `source` to 16-bit WAVE on the standard output, in
 * the rate and channels it has. One second more than `maxSeconds` comes out, so that too long can be told from
 * just fitting.
 * @param source absolute path without an extension: from an extension ffmpeg would guess headerless formats */
export function commandLine(
  { path, prlimit, setpriv }: FoundFfmpeg,
  { source, maxSeconds }: { source: string; maxSeconds: number },
): [program: string, ...args: string[]] {
  const limited = prlimit ? [prlimit, ...limitFlags(maxSeconds), '--'] : []
  const tied = setpriv ? [setpriv, ...dieWithParent] : []
  const input = ['-protocol_whitelist', PROTOCOLS, '-format_whitelist', FORMATS, '-i', `file:${source}`]
  const stream = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-t', String(maxSeconds + 1)]
  const output = ['-c:a', 'pcm_s16le', '-bitexact', '-f', 'wav', 'pipe:1']
  const [program = path, ...rest] = [...limited, ...tied, path]
  return [
    program,
    ...rest,
    ...['-nostdin', '-hide_banner', '-nostats', '-v', LOG_LEVEL, '-threads', '1'],
    ...input,
    ...stream,
    ...output,
  ]
}
