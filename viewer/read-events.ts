// A stream of server-sent events. EventSource could not tell the server that a page is asking, nor why it failed.
import { addressOf, failureOf, pageRequest } from './api.ts'

/** Calls `onEvent` with the data of each event, until the stream ends or `signal` does.
 * @throws ApiError */
export async function readEvents<T>(
  path: string,
  onEvent: (data: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(addressOf(path), { ...pageRequest('text/event-stream'), signal })
  if (!response.ok || !response.body) throw failureOf(response.status, await response.text())
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const blocks = (pending + value).split('\n\n')
    pending = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '))
      if (data) onEvent(JSON.parse(data.slice('data: '.length)) as T)
    }
  }
}
