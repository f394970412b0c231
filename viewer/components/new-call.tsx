// Sending calls to be transcribed: files, dropped or chosen, or an address. Each shows how far it is.
import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { explain, request } from '../api.ts'
import { nameOf } from '../services.ts'
import { uploadRecording } from '../upload.ts'
import type { Service, Transcript } from '../wire.ts'
import { Notice } from './notice.tsx'
import { WorkProgress } from './status.tsx'

/** An upload that is not a transcript yet. */
interface Sending {
  id: number
  name: string
  share: number
  trouble: string | null
  stop: () => void
}

const sendings = signal<Sending[]>([])
let lastId = 0

const change = (id: number, part: Partial<Sending>) => {
  sendings.value = sendings.value.map((one) => (one.id === id ? { ...one, ...part } : one))
}
const drop = (id: number) => {
  sendings.value = sendings.value.filter((one) => one.id !== id)
}

async function sendFile(file: File, serviceSid: string, onCreated: () => void) {
  const [id, stopping] = [++lastId, new AbortController()]
  const stop = () => {
    stopping.abort()
    drop(id)
  }
  sendings.value = [...sendings.value, { id, name: file.name, share: 0, trouble: null, stop }]
  try {
    const source_sid = await uploadRecording(file, (share) => change(id, { share }), stopping.signal)
    await create(serviceSid, { source_sid })
    drop(id)
    onCreated()
  } catch (error) {
    change(id, { trouble: explain(error) })
  }
}

function create(ServiceSid: string, media_properties: object): Promise<Transcript> {
  return request<Transcript>('POST', 'v2/Transcripts', {
    form: { ServiceSid, Channel: JSON.stringify({ media_properties }) },
  })
}

/** Makes the first Service where there is none. */
async function serviceFor(chosen: string): Promise<string> {
  if (chosen) return chosen
  const made = await request<Service>('POST', 'v2/Services', {
    form: { UniqueName: 'calls', FriendlyName: 'Calls' },
  })
  return made.sid
}

/** The panel. Files may be dropped anywhere on the page. */
export function NewCall({ services, onCreated }: { services: Service[]; onCreated: () => void }) {
  const [chosen, setChosen] = useState('')
  const [dragging, setDragging] = useState(false)
  const [trouble, setTrouble] = useState('')
  const serviceSid = chosen || services[0]?.sid || ''
  const send = async (files: Iterable<File>) => {
    setTrouble('')
    try {
      const service = await serviceFor(serviceSid)
      await Promise.all(Array.from(files, (file) => sendFile(file, service, onCreated)))
    } catch (error) {
      setTrouble(explain(error))
    }
  }
  const sendAddress = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    try {
      setTrouble('')
      await create(await serviceFor(serviceSid), { media_url: new FormData(form).get('url') })
      form.reset()
      onCreated()
    } catch (error) {
      setTrouble(explain(error))
    }
  }
  useEffect(() => watchDrops(setDragging, (files) => void send(files)), [serviceSid])
  return (
    <section class={`card new-call${dragging ? ' dragging' : ''}`} aria-label="New transcript">
      <div class="new-call-row">
        <label class="drop">
          <input
            type="file"
            class="visually-hidden"
            accept="audio/*,.wav,.mp3,.flac,.ogg,.opus,.m4a"
            multiple
            onChange={(event) => {
              // A copy: emptying the field empties its list.
              void send([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
          <span>
            <strong>Drop recordings here</strong>{' '}
            <span class="muted">or choose files: WAV, MP3, FLAC, Ogg</span>
          </span>
        </label>
        <form class="by-address" onSubmit={sendAddress}>
          <label>
            <span class="visually-hidden">Address of a recording</span>
            <input name="url" type="url" required placeholder="https://… address of a recording" />
          </label>
          <button type="submit">Transcribe</button>
        </form>
        {services.length > 1 && (
          <label class="inline">
            Service
            <select value={serviceSid} onChange={(event) => setChosen(event.currentTarget.value)}>
              {services.map((one) => (
                <option key={one.sid} value={one.sid}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {trouble && <Notice kind="bad">{trouble}</Notice>}
      <Sendings />
    </section>
  )
}

function Sendings() {
  if (sendings.value.length === 0) return null
  return (
    <ul class="sendings">
      {sendings.value.map(({ id, name, share, trouble, stop }) => (
        <li key={id}>
          <span class="name">{name}</span>
          {trouble ? (
            <Notice kind="bad">{trouble}</Notice>
          ) : (
            <WorkProgress progress={{ stage: 'upload', progress: share }} />
          )}
          <button type="button" class="quiet" onClick={stop}>
            {trouble ? 'Dismiss' : 'Stop'}
          </button>
        </li>
      ))}
    </ul>
  )
}

function watchDrops(setDragging: (on: boolean) => void, onFiles: (files: File[]) => void): () => void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false
  const onOver = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setDragging(true)
  }
  const onLeave = ({ relatedTarget }: DragEvent) => {
    if (!relatedTarget) setDragging(false)
  }
  const onDrop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setDragging(false)
    onFiles([...(event.dataTransfer?.files ?? [])])
  }
  addEventListener('dragover', onOver)
  addEventListener('dragleave', onLeave)
  addEventListener('drop', onDrop)
  return () => {
    removeEventListener('dragover', onOver)
    removeEventListener('dragleave', onLeave)
    removeEventListener('drop', onDrop)
  }
}
