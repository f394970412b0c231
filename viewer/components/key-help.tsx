// The list of keys.
import { keysOn } from '../theme.ts'
import { keyList } from '../transcript/keys.ts'
import { Dialog } from './dialog.tsx'

/** The dialog. `without` are keys that mean nothing on this page. */
export function KeyHelp({ without = [], onClose }: { without?: readonly string[]; onClose: () => void }) {
  const listed = keyList.filter(([keys]) => !without.includes(keys))
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl class="keys">
        {listed.map(([keys, what]) => (
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
      <label class="check">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={(event) => {
            keysOn.value = event.currentTarget.checked
          }}
        />
        Use them
      </label>
    </Dialog>
  )
}
