// Scripts for shells: bash is asked itself; those of zsh and fish too, where they are installed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bashScript } from './bash.ts'
import type { CommandNode } from './command-node.ts'
import { fishScript } from './fish.ts'
import { zshScript } from './zsh.ts'

const option = { meaning: "somebody's", takesValue: true, choices: [] }
const nodes: CommandNode[] = [
  {
    trail: '',
    subcommands: [
      { name: 'keys', meaning: "a person's keys" },
      { name: 'cut', meaning: 'cut: it' },
    ],
    options: [],
  },
  {
    trail: ' keys',
    subcommands: [
      { name: 'create', meaning: '' },
      { name: 'list', meaning: '' },
    ],
    options: [],
  },
  {
    trail: ' keys create',
    subcommands: [],
    options: [
      { ...option, name: '--scope', choices: ['full', 'read-only'] },
      { ...option, name: '--name' },
    ],
  },
  { trail: ' keys list', subcommands: [], options: [] },
  { trail: ' cut', subcommands: [], options: [{ ...option, name: '--json', takesValue: false }] },
]

function complete(...words: string[]): string[] {
  const script = `${bashScript(nodes)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _verbatim; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'verbatim', ...words], {
    encoding: 'utf8',
  })
  assert.equal(stderr, '')
  return stdout.split('\n').filter(Boolean)
}

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0

test(
  'bash completes commands, subcommands, options and their values',
  { skip: !has('bash') && 'no bash' },
  () => {
    assert.deepEqual(complete(''), ['keys', 'cut'])
    assert.deepEqual(complete('k'), ['keys'])
    assert.deepEqual(complete('keys', ''), ['create', 'list'])
    assert.deepEqual(complete('keys', 'create', '--s'), ['--scope'])
    assert.deepEqual(complete('keys', 'create', '--scope', 'r'), ['read-only'])
    assert.deepEqual(complete('keys', 'create', '--name', 'x', '--'), ['--scope', '--name', '--help'])
  },
)

test('where a file is wanted bash is left to complete it', { skip: !has('bash') && 'no bash' }, () => {
  assert.deepEqual(complete('cut', ''), [])
  assert.match(bashScript(nodes), /complete -o default /)
})

for (const [shell, script] of [
  ['zsh', zshScript],
  ['fish', fishScript],
] as const) {
  test(`${shell} can read its script`, { skip: !has(shell) && `no ${shell}` }, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'verbatim-completion-'))
    t.after(() => rmSync(folder, { recursive: true }))
    // fish checks files alone.
    writeFileSync(join(folder, 'script'), script(nodes))
    const { status, stderr } = spawnSync(shell, ['-n', join(folder, 'script')], { encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''])
  })
}

test('quotes and colons in descriptions do not break the scripts', () => {
  assert.ok(zshScript(nodes).includes(`'keys:a person'\\''s keys' 'cut:cut: it'`))
  assert.ok(fishScript(nodes).includes(`-a 'keys' -d 'a person\\'s keys'`))
})

test('fish knows where each option belongs, and its values', () => {
  const lines = fishScript(nodes).split('\n')
  const line = lines.find((one) => one.includes('-l scope'))
  assert.equal(
    line,
    `complete -c verbatim -n '__verbatim_at \\' keys create\\'' -l scope -x -a 'full read-only' -d 'somebody\\'s'`,
  )
})
