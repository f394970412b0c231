// `verbatim doctor`: what is wrong with an installation, and how to mend it.
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { type Config, describeConfig, readConfig } from '../config.ts'
import type { Finding, FindingStatus } from '../doctor/finding.ts'
import { createCommand } from './create-command.ts'
import { exitCodes, fail } from './exit.ts'
import { addSettings, settingsIn } from './setting-flags.ts'

const marks: Record<FindingStatus, [string, 'green' | 'yellow' | 'red' | 'dim']> = {
  ok: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  problem: ['problem', 'red'],
  skipped: ['-', 'dim'],
}

/** The command. It ends with 1 when something is broken that a server needs. */
export function doctorCommand(): Command {
  const command = createCommand('doctor')
    .description('check the installation, say how to mend what is wrong, and show the settings')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  verbatim doctor\n  verbatim doctor --port 8080 --data-dir /var/lib/verbatim',
    )
  // Those of a server: what it is to be started with can be looked at before.
  return addSettings(command).action((options: Record<string, unknown>) => run(options).catch(fail))
}

async function run({ json, ...flags }: Record<string, unknown>): Promise<never> {
  const config = readSettings(settingsIn(flags))
  const findings = 'check' in config ? [config] : await (await import('../doctor/examine.ts')).examine(config)
  const broken = findings.filter(({ status }) => status === 'problem').length
  const settings = 'check' in config ? {} : shownSettings(config)
  const text = json
    ? JSON.stringify({ ok: broken === 0, checks: findings, settings }, null, 2)
    : [
        ...findings.flatMap(findingLines),
        '',
        'Settings:',
        ...settingLines(settings),
        '',
        verdict(broken),
      ].join('\n')
  process.stdout.write(`${text}\n`)
  // Whatever a check has left waiting is of no interest any more.
  process.exit(broken > 0 ? exitCodes.failed : exitCodes.done)
}

/** A finding when they can not be read: nothing else can be looked at then. */
function readSettings(flags: Record<string, string>): Config | Finding {
  try {
    return readConfig(flags)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const mend = 'change it in the environment or in .env; docs/config.md tells what each takes'
    return { check: 'settings', status: 'problem', detail, mend }
  }
}

function findingLines({ check, status, detail, mend }: Finding): string[] {
  const [word, colour] = marks[status]
  const line = `${styleText(colour, word.padEnd(8))} ${check.padEnd(15)} ${detail}`
  return mend === null ? [line] : [line, `${' '.repeat(25)}→ ${mend}`]
}

function settingLines(settings: Record<string, string | null>): string[] {
  return Object.entries(settings).map(
    ([name, value]) => `  ${name.padEnd(28)} ${value ?? styleText('dim', 'not set')}`,
  )
}

function verdict(broken: number): string {
  if (broken === 0) return 'Nothing that is needed is broken.'
  return `${broken} ${broken === 1 ? 'problem' : 'problems'} to mend.`
}

/** The settings as they hold, secrets masked; null for those that are not set. */
export function shownSettings(config: Config): Record<string, string | null> {
  const values: Record<string, unknown> = config
  return Object.fromEntries(
    describeConfig().map(({ name, secret }) => {
      const text = shown(values[name])
      return [name, text !== null && secret ? masked(name, text) : text]
    }),
  )
}

const MASK = '********'

/** Of the address of a database only its password is a secret, wherever in it that stands. */
function masked(name: string, text: string): string {
  if (name !== 'DATABASE_URL' || !URL.canParse(text)) return MASK
  const url = new URL(text)
  if (url.password !== '') url.password = MASK
  for (const key of url.searchParams.keys()) if (/password/i.test(key)) url.searchParams.set(key, MASK)
  return url.href
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.length > 0 ? value.join(',') : null
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'object' && 'requests' in value && 'seconds' in value) {
    return `${value.requests}/${value.seconds}s`
  }
  if (typeof value !== 'object') return String(value)
  return Object.keys(value).length > 0 ? JSON.stringify(value) : null
}
