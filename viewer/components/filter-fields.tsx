// Fields that lists are narrowed by. A field takes what is asked from the address and tells when something else is.
import { useEffect, useState } from 'preact/hooks'
import { dayOf, startOfDay } from '../format.ts'
import { nameOf } from '../services.ts'
import type { Service } from '../wire.ts'

interface FieldProps {
  label: string
  /** What is asked for; empty: nothing. */
  asked: string
  onAsk: (value: string) => void
}

/** A day; asked for is its first moment. */
export function DateFilter({ label, asked, onAsk }: FieldProps) {
  return (
    <label>
      {label}
      <input
        type="date"
        value={dayOf(asked)}
        onChange={({ currentTarget: { value } }) => onAsk(startOfDay(value))}
      />
    </label>
  )
}

/** One Service, or any. */
export function ServiceFilter({
  label,
  services,
  asked,
  onAsk,
}: FieldProps & { services: readonly Service[] }) {
  return (
    <label>
      {label}
      <select value={asked} onChange={(event) => onAsk(event.currentTarget.value)}>
        <option value="">Any</option>
        {services.map((one) => (
          <option key={one.sid} value={one.sid}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Words. What stands in the field is its own until it is asked for: an answer that arrives meanwhile draws the page
 * again and must not take it away. */
export function TypedFilter({ label, placeholder, asked, onAsk }: FieldProps & { placeholder: string }) {
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  return (
    <label>
      {label}
      <input
        type="text"
        placeholder={placeholder}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={() => onAsk(text.trim())}
      />
    </label>
  )
}
