// The API's own answers to what the page shows, and how a program gets them.
import { useState } from 'preact/hooks'
import { get } from '../api.ts'
import { useLoaded } from '../use-loaded.ts'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

const parts = [
  // Of ours: the answer of v2 names who takes part, redacted or not.
  { name: 'Transcript', path: '', code: '.fetch()' },
  {
    name: 'Sentences',
    path: '/Sentences',
    code: '.sentences.list({ wordTimestamps: true, redacted: REDACTED })',
  },
  {
    name: 'Operator results',
    path: '/OperatorResults',
    code: '.operatorResults.list({ redacted: REDACTED })',
  },
  { name: 'Media', path: '/Media', code: '.media().fetch({ redacted: REDACTED })' },
] as const

/** The dialog, in the view that the page shows. */
export function RawJson({ sid, redacted, onClose }: { sid: string; redacted: boolean; onClose: () => void }) {
  const [name, setName] = useState<string>(parts[0].name)
  const { path, code } = parts.find((one) => one.name === name)!
  const query = { Redacted: redacted, WordTimestamps: path === '/Sentences' || undefined }
  const { value, trouble } = useLoaded(
    (signal) => get(`${path ? 'v2' : 'x/v1'}/Transcripts/${sid}${path}`, query, signal),
    [path],
  )
  const snippet = `const client = twilio(accountSid, authToken)
client.intelligence.baseUrl = '${new URL('.', document.baseURI).href.replace(/\/$/, '')}'
const answer = await client.intelligence.v2
  .transcripts('${sid}')
  ${code.replace('REDACTED', String(redacted))}`
  return (
    <Dialog title="For programs" wide onClose={onClose}>
      <fieldset class="tabs">
        <legend class="visually-hidden">Which answer</legend>
        {parts.map((one) => (
          <label key={one.name}>
            <input type="radio" name="part" checked={one.name === name} onChange={() => setName(one.name)} />
            {one.name}
          </label>
        ))}
      </fieldset>
      <h3>With Twilio's SDK</h3>
      <pre tabIndex={0}>{snippet}</pre>
      <h3>The answer</h3>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <pre class="answer" tabIndex={0}>
        {value ? cut(JSON.stringify(value, null, 2)) : '…'}
      </pre>
    </Dialog>
  )
}

/** A long call would make a text that no browser shows with ease. */
function cut(text: string): string {
  const MOST = 100_000
  return text.length > MOST ? `${text.slice(0, MOST)}\n… ${text.length - MOST} more characters` : text
}
