// Something a person should know, said at once to those who listen.
import type { ComponentChildren } from 'preact'

/** A notice; `bad` for what went wrong. */
export function Notice({ kind, children }: { kind: 'bad' | 'note'; children: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
