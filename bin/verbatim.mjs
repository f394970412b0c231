#!/usr/bin/env node
// Starts the command line on Node 24. Any older Node can read this file: it then starts the pinned Node of the
// checkout, or says what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const major = Number(process.versions.node.split('.')[0])
const here = fileURLToPath(new URL('..', import.meta.url))

// The C library keeps what threads have freed, once for each of its arenas: with two of them a server holds 100 MB less
// (measured). It reads this at the start of a process only.
const env = { MALLOC_ARENA_MAX: '2', ...process.env }
const isServer = ['serve', 'worker'].includes(process.argv[2])

if (major >= 24 && isServer && !process.env.MALLOC_ARENA_MAX && process.execve && !process.send) {
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env)
} else if (major >= 24) {
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
  const child = spawn(pinned, process.argv.slice(1), { stdio: 'inherit', env })
  // A terminal's Ctrl-C reaches both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 1))
}
