// The main job on a fresh machine: starts the server on the embedded default, sends the sample call through the
// official SDK, prints what comes back, and keeps serving. `--exit` stops after printing.
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import pc from 'picocolors'
import twilio from 'twilio'
import type { OperatorResultInstance } from 'twilio/lib/rest/intelligence/v2/transcript/operatorResult.js'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'

const { values: options } = parseArgs({ options: { exit: { type: 'boolean', default: false } } })
const sample = new URL('../test/fixtures/sample-call.wav', import.meta.url)
const reference = JSON.parse(
  readFileSync(new URL('../test/fixtures/sample-call.json', import.meta.url), 'utf8'),
) as {
  participants: { channel: number; role: string; fullName: string }[]
}
const say = (line = '') => process.stdout.write(`${line}\n`)
const startedMs = performance.now()
const elapsed = () => pc.dim(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`)

/** What an operator answered, in a line. */
function answerOf(result: OperatorResultInstance): string {
  const { predictedLabel, predictedProbability, textGenerationResults, extractMatch, extractResults } = result
  if (predictedLabel) return `${predictedLabel} ${pc.dim(`${Math.round(predictedProbability * 100)} % sure`)}`
  if (textGenerationResults) return String(textGenerationResults.result).replaceAll(/\s+/g, ' ')
  if (!extractMatch) return pc.dim('not found')
  const found = Object.entries<string[]>(extractResults).map(
    ([kind, texts]) => `${kind}: ${texts.join(', ')}`,
  )
  return found.join('; ')
}

/** Serves the sample call on loopback, as a recording store would. */
async function serveSample(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'audio/wav', 'Content-Length': statSync(sample).size })
    createReadStream(sample).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sample-call.wav`
}

const allow = [process.env.NETWORK_ALLOW, '127.0.0.1'].filter(Boolean).join(',')
const config = readConfig({ NETWORK_ALLOW: allow, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' })
say(`${elapsed()}  starting Verbatim with its data in ${config.DATA_DIR}`)
const giveUp = (error: Error): never => {
  say(`the demo can not start: ${error.message}`)
  process.exit(1)
}
const app = await createApp(config, giveUp).catch(giveUp)
const address = await app.http.listen({ port: config.PORT, host: config.HOST }).catch(async (error) => {
  await app.close(0)
  return giveUp(error)
})
const { accountSid, authToken } = app.firstAccount
say(`${elapsed()}  listening on ${address}`)

const client = twilio(accountSid, authToken)
client.intelligence.baseUrl = address
const { services, transcripts } = client.intelligence.v2

const known = (await services.list()).find((service) => service.uniqueName === 'demo')
const wanted = { friendlyName: 'Demo calls', autoRedaction: true, mediaRedaction: true }
const service = known
  ? await services(known.sid).update(wanted)
  : await services.create({ uniqueName: 'demo', ...wanted })
const operators = await client.intelligence.v2.prebuiltOperators.list()
for (const { sid } of operators)
  if (!service.readOnlyAttachedOperatorSids.includes(sid))
    await client.intelligence.v2.operatorAttachment(service.sid, sid).create()
say(`${elapsed()}  service ${service.sid}: redaction, ${operators.length} operators`)

const created = await transcripts.create({
  serviceSid: service.sid,
  channel: {
    media_properties: { media_url: await serveSample() },
    participants: reference.participants.map(({ channel, role, fullName }) => ({
      channel_participant: channel,
      role,
      full_name: fullName,
    })),
  },
  customerKey: 'demo-call',
})
say(`${elapsed()}  transcript ${created.sid} ${pc.yellow(created.status)}`)

let transcript = created
let last = transcript.status
while (transcript.status === 'queued' || transcript.status === 'in-progress') {
  await new Promise((resolve) => setTimeout(resolve, 250))
  transcript = await transcripts(created.sid).fetch()
  if (transcript.status !== last)
    say(`${elapsed()}  transcript ${created.sid} ${pc.yellow(transcript.status)}`)
  last = transcript.status
}

// As in every redacted view, nobody is called by their name.
const names = new Map(reference.participants.map((one) => [one.channel, one.role]))
const width = Math.max(...[...names.values()].map((name) => name.length))
say()
for (const sentence of await transcripts(created.sid).sentences.list()) {
  const name = (names.get(sentence.mediaChannel) ?? '').padEnd(width)
  const paint = sentence.mediaChannel === 1 ? pc.cyan : pc.green
  say(`${pc.dim(Number(sentence.startTime).toFixed(1).padStart(6))}  ${paint(name)}  ${sentence.transcript}`)
}
say()
for (const result of await transcripts(created.sid).operatorResults.list())
  say(`${pc.bold(result.name.padEnd(28))} ${answerOf(result)}`)
say()
const { mediaUrl } = await transcripts(created.sid).media().fetch()
say(`Recording (for an hour): ${mediaUrl}`)
say(
  `How it went:             curl -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" ${address}/x/v1/Transcripts/${created.sid}/Diagnostics`,
)
say(`Credentials:             export TWILIO_ACCOUNT_SID=${accountSid} TWILIO_AUTH_TOKEN=${authToken}`)

const link = await fetch(`${address}/x/v1/SessionLinks`, {
  method: 'POST',
  headers: { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
  body: new URLSearchParams({ TranscriptSid: created.sid }),
})
const { url } = (await link.json()) as { url: string }
const failed = transcript.status !== 'completed'
const isOver = failed || options.exit
const when = isOver ? 'while a server runs (npm start); ' : ''
say(`\nOpen the call in a browser (${when}signs in once, within ten minutes):\n  ${pc.cyan(url)}`)
if (isOver) {
  await app.close(1000)
  process.exit(failed ? 1 : 0)
}
say('\nStill serving. Ctrl-C stops.')
process.once('SIGINT', () => void app.close(1000).then(() => process.exit(0)))
