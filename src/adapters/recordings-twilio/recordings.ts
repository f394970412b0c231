// Upstream recordings over Twilio's 2010 API. Its credentials go to that origin only; the storage host it redirects
// to never sees them.
import { readFile, rm } from 'node:fs/promises'
import { fault, VerbatimError } from '../../domain/errors.ts'
import { type AccountSid, isSid } from '../../domain/sid.ts'
import type { Download, Fetcher } from '../../ports/fetcher.ts'
import type { UpstreamRecordings, UpstreamRequest } from '../../ports/upstream-recordings.ts'

/** The account to ask, and where. */
export interface UpstreamAccount {
  accountSid: string
  authToken: string
  /** `https://api.twilio.com`, or that of a region. */
  baseUrl: string
  /** The account of ours that its recordings belong to. */
  owner: AccountSid
}

/** The parts of a Recording that matter here. */
interface RecordingJson {
  status?: string
  call_sid?: string | null
  start_time?: string | null
  media_url?: string | null
  encryption_details?: unknown
}

const MAX_JSON_BYTES = 1 << 20

/** Makes the upstream; everything goes out through `fetcher`, under its address guard. */
export function createUpstreamRecordings(account: UpstreamAccount, fetcher: Fetcher): UpstreamRecordings {
  const pair = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')
  const authorization = `Basic ${pair}`
  const pathOf = (sid: string) =>
    `${account.baseUrl}/2010-04-01/Accounts/${account.accountSid}/Recordings/${sid}`
  const get = (url: string, request: UpstreamRequest) =>
    fetcher.download({ ...request, url, authorization }).catch((error) => {
      throw inOtherWords(error)
    })
  return {
    owner: account.owner,
    async download(request) {
      const url = pathOf(request.sid)
      await get(`${url}.json`, { ...request, maxBytes: MAX_JSON_BYTES })
      const facts = await readJson(request.toPath)
      refuseUnusable(facts, account)
      const { bytes, sha256 } = await getAudio(`${url}.wav`, request, get)
      return { bytes, sha256, callSid: callSidOf(facts), startTime: startTimeOf(facts) }
    },
  }
}

const noSecondChannel: ReadonlySet<string> = new Set(['recordingNotFound', 'downloadFailed'])

/** Both channels if there are two; without the parameter conference recordings come mixed (contract section 9). */
async function getAudio(
  url: string,
  request: UpstreamRequest,
  get: (url: string, request: UpstreamRequest) => Promise<Download>,
): Promise<Download> {
  try {
    return await get(`${url}?RequestedChannels=2`, request)
  } catch (error) {
    // What a recording of one channel is answered with; anything else would be no different for one channel.
    const noSecond = error instanceof VerbatimError && !error.retryable && noSecondChannel.has(error.key)
    if (!noSecond) throw error
    return await get(`${url}?RequestedChannels=1`, request)
  }
}

async function readJson(path: string): Promise<RecordingJson> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RecordingJson
  } catch (cause) {
    throw fault('downloadFailed', 'Twilio described the recording in a way that can not be read', { cause })
  } finally {
    await rm(path, { force: true })
  }
}

function refuseUnusable(facts: RecordingJson, { baseUrl }: UpstreamAccount) {
  if (facts.status === 'deleted' || facts.status === 'absent') throw fault('recordingUnavailable')
  if (facts.status && facts.status !== 'completed') throw fault('recordingNotReady')
  if (facts.encryption_details) throw fault('recordingEncrypted')
  const host = facts.media_url ? URL.parse(facts.media_url)?.hostname : null
  const atTwilio =
    host === null || host === new URL(baseUrl).hostname || /(^|\.)twilio\.com$/.test(host ?? '')
  if (!atTwilio) throw fault('recordingStoredElsewhere')
}

/** What a failed download means when it is Twilio that was asked. */
function inOtherWords(error: unknown): unknown {
  if (!(error instanceof VerbatimError)) return error
  if (error.key === 'mediaNotFound') return fault('recordingNotFound', undefined, { cause: error })
  if (error.key === 'mediaUnauthorized') return fault('recordingUnavailable', undefined, { cause: error })
  return error
}

function callSidOf({ call_sid: sid }: RecordingJson) {
  return sid && isSid('call', sid) ? sid : null
}

function startTimeOf({ start_time: text }: RecordingJson): Date | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? null : new Date(ms)
}
