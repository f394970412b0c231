// Writes the documents that are made from code: docs/config.md, docs/errors.md, contract/*.json and the table of rooms in
// ARCHITECTURE.md. With --check it writes nothing and fails when one of them is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describeConfig } from '../src/config.ts'
import { type ErrorEntry, errorCatalogue } from '../src/domain/errors.ts'
import { writeContracts } from './contract/documents.ts'
import { readRoutes } from './contract/route-table.ts'
import { withRoomTable } from './room-table.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

function configPage(): string {
  const rows = describeConfig().map(
    ({ name, shown, meaning, secret }) =>
      `| \`${name}\` | ${cell(shown)} | ${cell(meaning)}${secret ? ' (secret)' : ''} |`,
  )
  return `# Configuration

Made by \`npm run gen\` from \`src/config.ts\`. Every name can be set in the environment, in a file \`.env\` in the
working directory, or as a flag of \`verbatim serve\` (\`PORT\` as \`--port\`). Flags win over the environment, which wins
over the file.

| name | default | meaning |
|---|---|---|
${rows.join('\n')}
`
}

function errorPage(): string {
  const entries: [string, ErrorEntry][] = Object.entries(errorCatalogue)
  const row = ([key, { code, status, retryable, sentence }]: [string, ErrorEntry]) =>
    `| ${code} | ${status ?? ''} | \`${key}\` | ${retryable ? 'yes' : 'no'} | ${cell(sentence)} |`
  const answers = entries.filter(([, { status }]) => status !== undefined)
  const failures = entries.filter(([, { status }]) => status === undefined)
  return `# Errors

Made by \`npm run gen\` from \`src/domain/errors.ts\`.

## Answers of the API

Every error answer is \`{"code", "message", "more_info", "status"}\`. "Again" says whether the same request may
succeed later.

| code | status | key | again | meaning |
|---|---|---|---|---|
${answers.map(row).join('\n')}

## Why a transcript or a webhook failed

Shown by \`GET /x/v1/Transcripts/{Sid}/Diagnostics\` (transcripts) and in the log (webhooks). "Again" says whether
Verbatim itself tries again.

| code | status | key | again | meaning |
|---|---|---|---|---|
${failures.map(row).join('\n')}
`
}

async function contracts(): Promise<Record<string, string>> {
  const documents = Object.entries(writeContracts(await readRoutes()))
  return Object.fromEntries(documents.map(([path, one]) => [path, `${JSON.stringify(one, null, 2)}\n`]))
}

function architecturePage(): string {
  return withRoomTable(readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8'))
}

const pages = {
  'docs/config.md': configPage(),
  'docs/errors.md': errorPage(),
  'ARCHITECTURE.md': architecturePage(),
  ...(await contracts()),
}
const check = process.argv.includes('--check')
for (const [path, text] of Object.entries(pages)) {
  const url = new URL(`../${path}`, import.meta.url)
  if (!check) writeFileSync(url, text)
  else if (!existsSync(url) || readFileSync(url, 'utf8') !== text) {
    console.error(`${path} is out of date: run npm run gen`)
    process.exitCode = 1
  }
}
