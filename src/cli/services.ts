// `verbatim services`: the settings that transcripts are made under.
import { type Command, Option } from 'commander'
import { serviceLanguages, webhookMethods } from '../domain/service.ts'
import { type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { fail } from './exit.ts'
import { listAll } from './list-all.ts'
import { print } from './print.ts'

interface ServiceJson {
  sid: string
  unique_name: string
  friendly_name: string | null
  language_code: string
  auto_redaction: boolean
  media_redaction: boolean
  webhook_url: string | null
}

/** Options that are fields of the form, by their names there. */
const fields = {
  uniqueName: 'UniqueName',
  friendlyName: 'FriendlyName',
  language: 'LanguageCode',
  autoTranscribe: 'AutoTranscribe',
  autoRedaction: 'AutoRedaction',
  mediaRedaction: 'MediaRedaction',
  webhookUrl: 'WebhookUrl',
  webhookMethod: 'WebhookHttpMethod',
  publicKey: 'EncryptionCredentialSid',
} as const

type Options = ApiOptions & { json?: boolean } & { [K in keyof typeof fields]?: string }

/** The command with its subcommands. */
export function servicesCommand(): Command {
  const command = createCommand('services')
    .description('list, make, change and delete Services')
    .addHelpText('after', '\nExample:\n  verbatim services create sales --auto-redaction true')
  apiOptions(command.command('list').description('list Services, newest first'))
    .addHelpText('after', '\nExample:\n  verbatim services list --json')
    .action((options: Options) =>
      withApi(options, (api) => listAll<ServiceJson>(api, '/v2/Services', 'services'))
        .then((services) => print(services, options, (all) => all.map(toLine)))
        .catch(fail),
    )
  settingOptions(apiOptions(command.command('create <unique-name>').description('make a Service')))
    .addOption(new Option('--language <tag>', 'of its recordings (en-US)').choices(serviceLanguages))
    .addHelpText(
      'after',
      '\nExample:\n  verbatim services create sales --webhook-url https://example.com/hook',
    )
    .action((uniqueName: string, options: Options) => send('/v2/Services', { ...options, uniqueName }))
  settingOptions(
    apiOptions(
      command.command('update <sid-or-name>').description('change a Service; what is left out stays'),
    ),
  )
    .option('--unique-name <name>', 'a new name in place of the sid')
    .addHelpText('after', '\nExample:\n  verbatim services update sales --media-redaction true')
    .action((sid: string, options: Options) => send(pathOf(sid), options))
  apiOptions(command.command('delete <sid-or-name>').description('delete a Service; its transcripts stay'))
    .addHelpText('after', '\nExample:\n  verbatim services delete sales')
    .action((sid: string, options: Options) =>
      withApi<void>(options, (api) => api.request('DELETE', pathOf(sid))).catch(fail),
    )
  return command
}

function settingOptions(command: Command): Command {
  const flag = (name: string, meaning: string) =>
    new Option(`--${name} <flag>`, meaning).choices(['true', 'false'])
  return command
    .option('--friendly-name <text>', 'a name for people')
    .addOption(flag('auto-transcribe', 'transcribe every new recording'))
    .addOption(flag('auto-redaction', 'take personal data out of texts'))
    .addOption(flag('media-redaction', 'take it out of the audio as well'))
    .option('--webhook-url <address>', 'called when a transcript is completed')
    .addOption(new Option('--webhook-method <method>', 'how it is called').choices(webhookMethods))
    .option('--public-key <sid>', 'encrypt transcripts for this key (CR…)')
}

function send(path: string, options: Options): Promise<void> {
  const form: Record<string, string> = {}
  for (const [option, field] of Object.entries(fields)) {
    const value = options[option as keyof typeof fields]
    if (value !== undefined) form[field] = value
  }
  return withApi(options, (api) => api.request<ServiceJson>('POST', path, form))
    .then((service) => print(service, options, (one) => [toLine(one)]))
    .catch(fail)
}

function pathOf(sidOrName: string): string {
  return `/v2/Services/${encodeURIComponent(sidOrName)}`
}

function toLine({ sid, unique_name, language_code, auto_redaction, webhook_url }: ServiceJson): string {
  const redaction = auto_redaction ? 'redacted' : 'as spoken'
  return `${sid}  ${unique_name.padEnd(20)}  ${language_code}  ${redaction.padEnd(9)}  ${webhook_url ?? ''}`.trimEnd()
}
