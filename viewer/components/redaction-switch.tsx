// Which view of a call the page shows. The server leaves personal data out; this only asks for the one or the other.
import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'

/** The switch; showing personal data is asked about once more. */
export function RedactionSwitch({
  redacted,
  allowed,
  asking,
  onAsk,
  onShow,
}: {
  redacted: boolean
  /** Whether this key may see personal data. */
  allowed: boolean
  asking: boolean
  onAsk: (asking: boolean) => void
  onShow: (redacted: boolean) => void
}) {
  const [known, setKnown] = useState(false)
  const change = () => {
    if (!redacted) onShow(true)
    else if (known) onShow(false)
    else onAsk(true)
  }
  return (
    <>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={redacted}
        disabled={!allowed}
        title={allowed ? 'Leave personal data out (R)' : 'This key may only read redacted data'}
        onClick={change}
      >
        Redacted
      </button>
      {asking && (
        <Dialog title="Show personal data?" onClose={() => onAsk(false)}>
          <p>The text, the audio and the operators' answers are then loaded as they were spoken.</p>
          <div class="actions">
            <button type="button" onClick={() => onAsk(false)}>
              Keep redacted
            </button>
            <button
              type="button"
              class="primary"
              onClick={() => {
                setKnown(true)
                onAsk(false)
                onShow(false)
              }}
            >
              Show personal data
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
