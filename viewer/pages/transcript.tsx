// One call: its sound, its words, what was found in it.
import { useState } from 'preact/hooks'
import { Conversation } from '../components/conversation.tsx'
import { CopyField } from '../components/copy-field.tsx'
import { DeliveryLog } from '../components/delivery-log.tsx'
import { Dialog } from '../components/dialog.tsx'
import { EmbedLink } from '../components/embed-link.tsx'
import { FailureNotice } from '../components/failure.tsx'
import { KeyHelp } from '../components/key-help.tsx'
import { Notice } from '../components/notice.tsx'
import { OperatorRerun } from '../components/operator-rerun.tsx'
import { RawJson } from '../components/raw-json.tsx'
import { WorkProgress } from '../components/status.tsx'
import { TranscriptHead } from '../components/transcript-head.tsx'
import { copyText } from '../copy.ts'
import { isLive } from '../format.ts'
import { session } from '../session.ts'
import { useCall } from '../transcript/use-call.ts'
import { useRerun } from '../transcript/use-rerun.ts'

/** The page; it is made anew for each transcript. */
export function TranscriptPage({ sid }: { sid: string }) {
  const opened = useCall(sid)
  const { call, player } = opened
  const rerun = useRerun(call)
  const transcript = call.transcript.value
  const [open, setOpen] = useState<'help' | 'json' | 'personal' | 'link' | 'embed' | 'hooks' | null>(null)
  const [copied, setCopied] = useState('')
  const copyLink = () => {
    const link = new URL(location.href)
    link.hash = `t=${Math.round(player.time.value * 10) / 10}`
    history.replaceState(null, '', link)
    void copyText(link.href).then((done) => {
      if (!done) return setOpen('link')
      setCopied('Link copied')
      setTimeout(() => setCopied(''), 4000)
    })
  }
  const allowed = session.value?.scope !== 'redacted-only'
  const writes = session.value?.scope !== 'read-only'
  const toggleRedaction = () => {
    if (!transcript?.redaction || !allowed) return
    if (call.redacted.value) setOpen('personal')
    else call.show(true)
  }
  return (
    <main id="main" tabIndex={-1} class="page transcript-page">
      <TranscriptHead
        call={call}
        allowed={allowed}
        asking={open === 'personal'}
        onAsk={(asking) => setOpen(asking ? 'personal' : null)}
        onCopyLink={copyLink}
        copied={copied}
        writes={writes}
        onOpen={setOpen}
      />
      {call.trouble.value && <Notice kind="bad">{call.trouble.value}</Notice>}
      <FailureNotice diagnostics={call.diagnostics.value} />
      {transcript?.status === 'canceled' && <Notice kind="note">The work on this call was canceled.</Notice>}
      {transcript?.encryption_credential_sid && (
        <Notice kind="note">
          This call is encrypted for the owner of {transcript.encryption_credential_sid}; read it with{' '}
          <code>verbatim decrypt</code>.
        </Notice>
      )}
      {transcript && isLive(transcript.status) && (
        <section class="card">
          <WorkProgress progress={call.progress.value} />
        </section>
      )}
      {transcript?.status === 'completed' && call.sentences.value && (
        <Conversation
          opened={opened}
          again={writes && <OperatorRerun call={call} rerun={rerun} />}
          commands={{
            redaction: toggleRedaction,
            copyLink,
            help: () => setOpen('help'),
            escape: () => setOpen(null),
          }}
        />
      )}
      {open === 'help' && <KeyHelp onClose={() => setOpen(null)} />}
      {open === 'link' && (
        <Dialog title="Link to this moment" onClose={() => setOpen(null)}>
          <CopyField label="Link to this moment" text={location.href} />
        </Dialog>
      )}
      {open === 'embed' && transcript && (
        <EmbedLink
          sid={sid}
          redacted={transcript.redaction && call.redacted.value}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'hooks' && (
        <Dialog title="Webhook" wide onClose={() => setOpen(null)}>
          <DeliveryLog transcriptSid={sid} empty="No webhook was called for this call." />
        </Dialog>
      )}
      {open === 'json' && <RawJson sid={sid} redacted={call.redacted.value} onClose={() => setOpen(null)} />}
    </main>
  )
}
