// Does the README work for somebody who has nothing but it? Clones the last commit into a folder of its own, with an
// empty home and only the system's programs, and does literally what the README's code blocks say up to the end of its
// tour, in order. Prints each command with its time; ends with 1 at the first that fails or says something else.
//   node scripts/newcomer.ts [--no-test] [--readme FILE] [--keep]
// --no-test leaves out `npm test`, the long one; --readme follows another README, before it is committed.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type CleanShell, createCleanShell, type Outcome } from './newcomer/clean-shell.ts'
import {
  fillIn,
  keeps,
  promisedBy,
  type ReadmeCommand,
  type ReadmeProgram,
  type ReadmeStep,
  readmeSteps,
} from './newcomer/readme-commands.ts'

const { values: options } = parseArgs({
  options: {
    'no-test': { type: 'boolean', default: false },
    readme: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const END_OF_TOUR = '\n## What works'
const MINUTE_MS = 60_000
const ports = [4010, 8000]
const sampleSentence = /Thank you for calling/

/** Commands that go on until they are stopped: what they say when they can be used. */
const services: readonly { command: RegExp; ready: RegExp; stopAtOnce?: true }[] = [
  { command: /npm run demo$/, ready: /Still serving/, stopAtOnce: true },
  { command: /^npm start/, ready: /Verbatim listens on/ },
  { command: /http\.server/, ready: /Serving HTTP/ },
]
/** What sensible outcomes hold, beyond what the README says of them. */
const sensible: readonly { command: RegExp; output: RegExp }[] = [
  { command: /npm run demo$/, output: sampleSentence },
  { command: /npm test$/, output: /\b\d+ passed, 0 failed/ },
  { command: /\/Sentences/, output: sampleSentence },
  { command: /\/Diagnostics/, output: /"stage/ },
  { command: /verbatim transcribe/, output: sampleSentence },
  { command: /^node tour/, output: /^[1-9]\d* sentences$/m },
]

/** What goes on between the commands. */
interface Run {
  shell: CleanShell
  clone: string
  /** What was answered so far, for the sids in it. */
  answers: string[]
}

async function follow(run: Run, steps: readonly ReadmeStep[]) {
  for (const step of steps) {
    const command = step.kind === 'program' ? 'node tour.mjs' : step.text
    if (options['no-test'] && command.endsWith('npm test')) {
      console.log(`left out    $ ${command}`)
      continue
    }
    const startedMs = performance.now()
    const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s`
    try {
      await (step.kind === 'program' ? runProgram(run, step) : runCommand(run, step))
    } catch (error) {
      console.log(`FAILED ${seconds()}  $ ${command}`)
      throw error
    }
    console.log(`ok     ${seconds()}  $ ${command}`)
  }
}

async function runCommand(run: Run, { text, note }: ReadmeCommand) {
  if (text.startsWith('export ')) return run.shell.remember(text)
  const service = services.find(({ command }) => command.test(text.replace(/\s*&$/, '')))
  if (service) return runService(run, text.replace(/\s*&$/, ''), service)
  const command = fillIn(text, run.answers)
  const promised = promisedBy(note)
  const changes = / -d | --data/.test(command)
  const endMs = performance.now() + 3 * MINUTE_MS
  let outcome = await run.shell.run(command, 40 * MINUTE_MS)
  const mayCome = () => !changes && succeeded(outcome) && !/"status":\s*"failed"/.test(outcome.output)
  // A reader, too, asks again while a transcript is on its way.
  while (mayCome() && !keeps(outcome.output, promised) && performance.now() < endMs) {
    await sleep(500)
    outcome = await run.shell.run(command, MINUTE_MS)
  }
  if (!succeeded(outcome) || (promised.status !== null && promised.status !== outcome.httpStatus))
    throw new Error(
      `exit code ${outcome.code}, status ${outcome.httpStatus}:\n${outcome.output.slice(-3000)}`,
    )
  if (!keeps(outcome.output, promised)) throw new Error(`not ${note}:\n${outcome.output.slice(-3000)}`)
  checkSensible(command, outcome.output)
  if (outcome.httpStatus !== null) run.answers.push(outcome.output)
}

async function runService(run: Run, command: string, { ready, stopAtOnce }: (typeof services)[number]) {
  const service = await run.shell.start(command, ready, 30 * MINUTE_MS)
  const output = service.output()
  if (stopAtOnce) await service.stop()
  checkSensible(command, output)
  for (const [, assigned] of output.matchAll(/export ((?:TWILIO_\w+=\S+ ?)+)/g))
    run.shell.remember(`export ${assigned}`)
}

/** The SDK's program as a file, which waits where the README says "later". */
async function runProgram({ shell, clone }: Run, { text }: ReadmeProgram) {
  const later = `for (let at = 0; at < 300; at++) {
    if ((await client.intelligence.v2.transcripts(sid).fetch()).status === 'completed') break
    await new Promise((resolve) => setTimeout(resolve, 500))
  }`
  const program = text.replace(/^\/\/ later.*$/m, later)
  writeFileSync(join(clone, 'tour.mjs'), `${program}\nconsole.log(sentences.length, 'sentences')\n`)
  const outcome = await shell.run('node tour.mjs', 5 * MINUTE_MS)
  if (!succeeded(outcome)) throw new Error(outcome.output.slice(-3000))
  checkSensible('node tour.mjs', outcome.output)
}

function succeeded({ code, httpStatus }: Outcome): boolean {
  return code === 0 && (httpStatus === null || httpStatus < 400)
}

function checkSensible(command: string, output: string) {
  const wanted = sensible.find((one) => one.command.test(command))
  if (wanted && !wanted.output.test(output))
    throw new Error(`nothing like ${wanted.output} in what it said:\n${output.slice(-3000)}`)
}

/** The README names ports; somebody else's server there would answer in place of ours. */
async function checkPorts() {
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening').catch(() => {
      throw new Error(`port ${port}, which the README uses, is in use`)
    })
    server.close()
    await once(server, 'close')
  }
}

async function main(): Promise<number> {
  await checkPorts()
  const base = mkdtempSync(join(tmpdir(), 'verbatim-newcomer-'))
  const clone = join(base, 'verbatim')
  execFileSync('git', ['clone', '--quiet', join(import.meta.dirname, '..'), clone])
  const readme = readFileSync(options.readme ?? join(clone, 'README.md'), 'utf8')
  const end = readme.indexOf(END_OF_TOUR)
  if (end < 0) throw new Error('the README has no end of the tour')
  const run: Run = { shell: createCleanShell(base, clone), clone, answers: [] }
  const startedMs = performance.now()
  const tidy = async () => {
    await run.shell.close()
    if (options.keep) console.log(`kept: ${base}`)
    else rmSync(base, { recursive: true, force: true })
  }
  process.once('SIGINT', () => void tidy().then(() => process.exit(130)))
  try {
    const steps = readmeSteps(readme.slice(0, end))
    await follow(run, steps)
    console.log(`newcomer: ${steps.length} steps, ${Math.round((performance.now() - startedMs) / 1000)} s`)
    return 0
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await tidy()
  }
}

process.exit(await main())
