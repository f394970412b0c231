// The head of a transcript's page: what call this is, and what can be done with it.
import { clock, dateTime, titleOf } from '../format.ts'
import { nameOf } from '../services.ts'
import type { Call } from '../transcript/load.ts'
import { ExportMenu } from './export-menu.tsx'
import { RedactionSwitch } from './redaction-switch.tsx'
import { StatusBadge } from './status.tsx'

interface HeadProps {
  call: Call
  allowed: boolean
  asking: boolean
  onAsk: (asking: boolean) => void
  onCopyLink: () => void
  /** What was said about copying. */
  copied: string
  writes: boolean
  onOpen: (dialog: 'help' | 'json' | 'embed' | 'hooks') => void
}

/** The head. */
export function TranscriptHead(props: HeadProps) {
  const { call, allowed, asking, onAsk, onCopyLink, copied, writes, onOpen } = props
  const transcript = call.transcript.value
  if (!transcript) return <h1 class="loading">Transcript</h1>
  const { status, date_created, duration, language_code, customer_key, sid, redaction } = transcript
  const service = call.service.value
  return (
    <header class="call-head">
      <div>
        <h1>{titleOf(transcript)}</h1>
        <p class="facts muted">
          <StatusBadge status={status} />
          {service && <a href={`services/${service.sid}`}>{nameOf(service)}</a>}
          <time dateTime={date_created}>{dateTime(date_created)}</time>
          {duration > 0 && <span>{clock(duration)}</span>}
          <span>{language_code}</span>
          {customer_key && customer_key !== titleOf(transcript) && <span>{customer_key}</span>}
          <code title="Transcript SID">{sid}</code>
        </p>
      </div>
      <div class="actions">
        {redaction && (
          <RedactionSwitch
            redacted={call.redacted.value}
            allowed={allowed}
            asking={asking}
            onAsk={onAsk}
            onShow={call.show}
          />
        )}
        {status === 'completed' && (
          <ExportMenu
            sid={sid}
            redacted={call.redacted.value}
            mediaUrl={call.mediaUrl.value}
            onEmbed={writes ? () => onOpen('embed') : null}
          />
        )}
        <span role="status" class="copied muted">
          {copied}
        </span>
        <button type="button" title="Copy a link to this moment (C)" onClick={onCopyLink}>
          Copy link
        </button>
        {status === 'completed' && (
          <button type="button" title="The webhook that was called for it" onClick={() => onOpen('hooks')}>
            Webhook
          </button>
        )}
        <button type="button" title="The API's answers, and how to get them" onClick={() => onOpen('json')}>
          JSON
        </button>
        <button
          type="button"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={() => onOpen('help')}
        >
          ?
        </button>
      </div>
    </header>
  )
}
