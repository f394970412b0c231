#!/usr/bin/env node
// Starts the command line on Node 24. Any older Node can read this file: it then starts the pinned Node of the
// checkout, or says what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
const here = fileURLToPath(new URL('..', import.meta.url))

if (major >= 24) {
  const source = new URL('../src/cli/program.ts', import.meta.url)
  const built = new URL('../dist/cli/program.js', import.meta.url)
  const { runCommand } = await import(existsSync(source) ? source.href : built.href)
  await runCommand(process.argv)
} else {
  const pinned = `${here}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
  if (!existsSync(pinned)) {
    process.stderr.write(`verbatim needs Node 24 or later; this is ${process.version}\n`)
    process.exit(1)
  }
  const child = spawn(pinned, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal's Ctrl-C reaches both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 1))
}
