// `verbatim transcribe`: its options. What they do is in the folder of the same name.
import type { Command } from 'commander'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'
import type { TranscribeOptions } from './transcribe/run.ts'

/** The command. */
export function transcribeCommand(): Command {
  return createCommand('transcribe')
    .description('transcribe recordings here and now, without a server; prints the conversation')
    .argument('[files...]', 'recordings, folders, quoted patterns like "calls/**/*.wav", or - for stdin')
    .option(
      '--format <list>',
      'text, json, srt, vtt; several by comma are written to files beside the recording',
    )
    .option('--output <folder>', 'write files there')
    .option('--redact', 'take personal data out')
    .option('--operators <list>', 'run pre-built operators, by comma; all = all of them')
    .option('--language <tag>', 'language of the recordings', 'en-US')
    .option('--model <name>', 'moonshine-base, moonshine-tiny, sherpa:<folder>, module:<path> (ASR_MODEL)')
    .option('--workers <number>', 'recogniser threads (WORKERS; default: number of cores)')
    .option('--speakers <names>', 'who speaks on channel 1 and 2', 'Agent,Customer')
    .option('--watch <folder>', 'transcribe each recording that appears there, until Ctrl-C')
    .option('--no-words', 'leave the times of words out of JSON')
    .option('--quiet', 'no progress; failures and warnings only')
    .option('--data-dir <folder>', 'where prepared models are kept, if it is there (DATA_DIR)')
    .option('--json', 'print one line of JSON per recording')
    .addHelpText(
      'after',
      `
Examples:
  verbatim transcribe call.wav
  verbatim transcribe --redact --format json,srt --output texts "calls/*.mp3"
  ffmpeg -i meeting.mkv -f wav - | verbatim transcribe -
  verbatim transcribe --watch /var/spool/calls --operators all`,
    )
    .action(async (files: string[], options: TranscribeOptions) => {
      try {
        const { runTranscribe } = await import('./transcribe/run.ts')
        await runTranscribe(files, options)
      } catch (error) {
        fail(error)
      }
    })
}
