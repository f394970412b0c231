// Single keys as commands on the page of a transcript (design: ignored in inputs and with modifiers; Space stays a
// focused button's own).
import { keysOn } from '../theme.ts'

/** What can be told by key. */
export interface Commands {
  play(): void
  skip(seconds: number): void
  sentence(step: 1 | -1): void
  word(step: 1 | -1): void
  speed(step: 1 | -1): void
  find(): void
  follow(): void
  redaction(): void
  copyLink(): void
  mute(): void
  solo(channel: number): void
  help(): void
  escape(): void
}

/** The keys, for the page that lists them. */
export const keyList: [keys: string, what: string][] = [
  ['Space  K', 'play or pause'],
  ['J  L', '10 seconds back, on'],
  ['←  →', '5 seconds back, on'],
  ['↑  ↓', 'previous, next sentence'],
  [',  .', 'previous, next word'],
  ['[  ]', 'slower, faster'],
  ['/', 'find in this transcript'],
  ['Enter  Shift+Enter', 'in the find field: next, previous'],
  ['Esc', 'close what is open'],
  ['F', 'follow playback'],
  ['R', 'redacted or not'],
  ['C', 'copy a link to this moment'],
  ['M', 'mute or unmute'],
  ['1  2', 'hear only this channel'],
  ['?', 'this list'],
]

/** Listens for keys. @returns how to stop */
export function listenForKeys(commands: Commands): () => void {
  const byKey: Record<string, () => void> = {
    ' ': commands.play,
    k: commands.play,
    j: () => commands.skip(-10),
    l: () => commands.skip(10),
    ArrowLeft: () => commands.skip(-5),
    ArrowRight: () => commands.skip(5),
    ArrowUp: () => commands.sentence(-1),
    ArrowDown: () => commands.sentence(1),
    ',': () => commands.word(-1),
    '.': () => commands.word(1),
    '[': () => commands.speed(-1),
    ']': () => commands.speed(1),
    '/': commands.find,
    f: commands.follow,
    r: commands.redaction,
    c: commands.copyLink,
    m: commands.mute,
    '1': () => commands.solo(1),
    '2': () => commands.solo(2),
    '?': commands.help,
    Escape: commands.escape,
  }
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    const modified = event.ctrlKey || event.metaKey || event.altKey
    const typing = target.closest('input, select, textarea, [contenteditable], dialog[open], details[open]')
    if (modified || event.isComposing || event.defaultPrevented || typing) return
    if (!keysOn.value && event.key !== 'Escape') return
    if (event.key === ' ' && target.closest('button, a, summary')) return
    const command = byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!command) return
    event.preventDefault()
    command()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
