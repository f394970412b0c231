// The list of keys.
import { keyList } from '../transcript/keys.ts'
import { Dialog } from './dialog.tsx'

/** The dialog. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl class="keys">
        {keyList.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split('  ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">They can be switched off in the menu at the top.</p>
    </Dialog>
  )
}
