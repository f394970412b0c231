// A text to take along: selected, so that one key copies it, and with a button that does the same.
import { useEffect, useRef, useState } from 'preact/hooks'
import { copyText } from '../copy.ts'

/** The field. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const select = () => {
    field.current!.focus()
    field.current!.select()
  }
  // Later than the dialog around it, which gives the focus to its first button.
  useEffect(() => {
    const frame = requestAnimationFrame(select)
    return () => cancelAnimationFrame(frame)
  }, [text])
  const copy = async () => {
    const done = await copyText(text)
    select()
    setSaid(done ? 'Copied' : 'This browser lets no page copy here: use Ctrl+C.')
  }
  return (
    <div class="copy-field">
      <input ref={field} readOnly aria-label={label} value={text} onFocus={select} />
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" class="muted">
        {said}
      </span>
    </div>
  )
}
