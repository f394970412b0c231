// Sends a file, telling how far it is; fetch can not.
import { addressOf, failureOf, pageRequest } from './api.ts'

/** Stores a recording. `onShare` is told 0..1. @returns its sid
 * @throws ApiError, or an AbortError */
export function uploadRecording(
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf('x/v1/Recordings'))
    for (const [name, value] of Object.entries(pageRequest().headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new TypeError('The upload was cut off'))
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'))
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText).sid)
      else reject(failureOf(request.status, request.responseText))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
