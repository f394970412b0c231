// A button with a list under it: a details element that closes when the focus or the pointer goes elsewhere.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Shows its children under a button named `label`. */
export function Menu({
  label,
  title,
  children,
}: {
  label: ComponentChildren
  title?: string
  children: ComponentChildren
}) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = () => details.current?.removeAttribute('open')
    const onPointer = ({ target }: Event) => {
      if (!details.current?.contains(target as Node)) close()
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !details.current?.open) return
      close()
      details.current.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  // What a button does may take the focus, and should give it back to something that can be seen.
  const onChoice = ({ target }: Event) => {
    if (!(target as Element).closest('button')) return
    details.current?.removeAttribute('open')
    details.current?.querySelector('summary')?.focus()
  }
  return (
    <details class="menu" ref={details}>
      <summary class="button" title={title}>
        {label}
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: on behalf of the buttons in it */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys click buttons, too */}
      <div class="menu-list" onClick={onChoice}>
        {children}
      </div>
    </details>
  )
}
