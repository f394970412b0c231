// What every command owes its user: an example, and a hint when a word was mistyped.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { createProgram } from './program.ts'

const launcher = fileURLToPath(new URL('../../bin/verbatim.mjs', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' })

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
  })
  command.outputHelp()
  return text
}

function all(command: Command): Command[] {
  return [command, ...command.commands.flatMap(all)]
}

test('the help of every command that does something has an example', () => {
  const acting = all(createProgram()).filter(({ commands }) => commands.length === 0)
  const without = acting.filter((command) => !/\nExamples?:\n {2}\S/.test(helpOf(command)))
  assert.deepEqual(
    without.map((command) => command.name()),
    [],
  )
})

test('a mistyped command or option is a usage error with a hint', () => {
  for (const [args, hint] of [
    [['tronscribe'], 'Did you mean transcribe?'],
    [['keys', 'crate'], 'Did you mean create?'],
    [['transcribe', '--formt', 'json'], 'Did you mean --format?'],
  ] as const) {
    const { status, stderr } = run(...args)
    assert.equal(status, 2)
    assert.ok(stderr.includes(hint), stderr)
  }
})

test('completion knows every command that there is', () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout } = run('completion', shell)
    assert.equal(status, 0)
    for (const command of createProgram().commands) assert.ok(stdout.includes(command.name()), command.name())
  }
  assert.equal(run('completion', 'tcsh').status, 2)
})

const asks = {
  bash: (script: string, words: string) =>
    `${script}\nCOMP_WORDS=(${words} ''); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMP_LINE="${words} "; COMP_POINT=\${#COMP_LINE}; _verbatim; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (script: string, words: string) => `${script}\ncomplete -C '${words} '`,
}

for (const shell of ['bash', 'fish'] as const) {
  const present = spawnSync(shell, ['-c', 'true']).status === 0
  test(`a real ${shell} completes`, { skip: present ? false : `no ${shell} here` }, () => {
    const script = run('completion', shell).stdout
    const offered = (words: string) => {
      const { stdout } = spawnSync(shell, ['-c', asks[shell](script, words)], { encoding: 'utf8' })
      return stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0])
        .sort()
    }
    assert.deepEqual(offered('verbatim operators'), ['list', 'push', 'run', 'test'])
    assert.deepEqual(offered('verbatim completion'), ['bash', 'fish', 'zsh'])
    assert.ok(offered('verbatim').includes('transcribe'))
  })
}
