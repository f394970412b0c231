// An address that shows this call once inside another page. It is made when it is asked for: each opens one view.
import { request } from '../api.ts'
import { useLoaded } from '../use-loaded.ts'
import { CopyField } from './copy-field.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

/** The dialog. `redacted`: whether the view leaves personal data out. */
export function EmbedLink({
  sid,
  redacted,
  onClose,
}: {
  sid: string
  redacted: boolean
  onClose: () => void
}) {
  const made = useLoaded(
    (signal) =>
      request<{ url: string }>('POST', `x/v1/Transcripts/${sid}/EmbedTokens`, {
        form: { Redacted: redacted },
        signal,
      }),
    [sid, redacted],
  )
  return (
    <Dialog title="Embed this call" onClose={onClose}>
      <p>
        For the <code>src</code> of an iframe, or to be opened by itself. It shows this call{' '}
        {redacted ? 'without personal data' : 'as it was spoken'} and nothing else, is good once and for ten
        minutes, and can be framed by the origins that <code>EMBED_ORIGINS</code> names.
      </p>
      {made.trouble && <Notice kind="bad">{made.trouble}</Notice>}
      {made.value && <CopyField label="Address of the view" text={made.value.url} />}
    </Dialog>
  )
}
