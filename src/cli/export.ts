// `verbatim export`: transcripts of a server as captions, text or JSON.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Api, type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { CommandError, exitCodes, fail } from './exit.ts'
import { print } from './print.ts'

const formats = ['srt', 'vtt', 'txt', 'json']

type Options = ApiOptions & { json?: boolean; format?: string[]; redacted?: string; output?: string }

/** One text that was asked for; `file` is null when it went to stdout. */
interface Exported {
  transcript_sid: string
  format: string
  file: string | null
}

/** The command. */
export function exportCommand(): Command {
  const command = createCommand('export')
    .description('write transcripts as SRT, WebVTT, plain text or JSON')
    .argument('<transcripts...>', 'sids of transcripts (GT…)')
    .option('--format <list>', `${formats.join(', ')}; by comma (default: txt)`, parseFormats)
    .addOption(
      new Option('--redacted <flag>', 'without personal data; the server decides when left out').choices([
        'true',
        'false',
      ]),
    )
    .option('--output <folder>', 'write files there; several texts are always written to files')
    .addHelpText(
      'after',
      '\nExample:\n  verbatim export GT… --format srt,vtt --redacted true --output captions',
    )
  return apiOptions(command).action((sids: string[], options: Options) =>
    withApi(options, (api) => exportAll(api, sids, options))
      .then((exported) => {
        const files = exported.filter(({ file }) => file !== null)
        if (files.length > 0) print(files, options, (all) => all.map(({ file }) => file ?? ''))
      })
      .catch(fail),
  )
}

function parseFormats(text: string): string[] {
  const wanted = text.split(',').map((word) => (word.trim() === 'text' ? 'txt' : word.trim()))
  const wrong = wanted.find((word) => !formats.includes(word))
  if (wrong !== undefined) throw new InvalidArgumentError(`'${wrong}' is none of ${formats.join(', ')}.`)
  return [...new Set(wanted)]
}

async function exportAll(api: Api, sids: readonly string[], options: Options): Promise<Exported[]> {
  const wanted = options.format ?? [options.json ? 'json' : 'txt']
  const toFiles = options.output !== undefined || sids.length * wanted.length > 1
  const folder = options.output ?? '.'
  if (toFiles) mkdirSync(folder, { recursive: true })
  const exported: Exported[] = []
  for (const sid of sids) {
    if (!/^GT[0-9a-f]{32}$/i.test(sid)) {
      throw new CommandError(`'${sid}' is no sid of a transcript (GT and 32 hex digits)`, exitCodes.usage)
    }
    for (const format of wanted) {
      const query = options.redacted === undefined ? '' : `?Redacted=${options.redacted}`
      const text = await api.readText(`/x/v1/Transcripts/${sid}/Captions.${format}${query}`)
      const file = toFiles ? join(folder, `${sid}.${format}`) : null
      if (file === null) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
      else writeFileSync(file, text)
      exported.push({ transcript_sid: sid, format, file })
    }
  }
  return exported
}
