// Rows for tests: complete, valid, different from each other.
import { randomBytes } from 'node:crypto'
import { parseChannel } from '../domain/channel.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Service } from '../domain/service.ts'
import { type AccountSid, sidFrom } from '../domain/sid.ts'
import { freshDiagnostics, type Transcript } from '../domain/transcript.ts'

const hex = () => randomBytes(16).toString('hex')

/** A new account sid. */
export function anAccount(): AccountSid {
  return sidFrom('account', hex())
}

/** A Service of a new account unless `over` says otherwise. */
export function aService(over: Partial<Service> = {}): Service {
  const now = new Date()
  return {
    sid: sidFrom('service', hex()),
    accountSid: anAccount(),
    uniqueName: `service-${hex().slice(0, 8)}`,
    friendlyName: null,
    languageCode: 'en-US',
    autoTranscribe: false,
    autoRedaction: false,
    mediaRedaction: false,
    webhookUrl: null,
    webhookHttpMethod: 'NULL',
    encryptionCredentialSid: null,
    version: 1,
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** A queued transcript of a media_url. */
export function aTranscript(over: Partial<Transcript> = {}): Transcript {
  const now = new Date()
  return {
    sid: sidFrom('transcript', hex()),
    accountSid: anAccount(),
    serviceSid: sidFrom('service', hex()),
    dateCreated: now,
    dateUpdated: now,
    status: 'queued',
    channel: parseChannel('{"media_properties": {"media_url": "https://example.com/call.wav"}}'),
    languageCode: 'en-US',
    mediaStartTime: null,
    durationS: 0,
    customerKey: null,
    redaction: false,
    mediaRedaction: false,
    encryptionCredentialSid: null,
    media: null,
    transcribed: false,
    diagnostics: freshDiagnostics,
    ...over,
  }
}

/** Sentence number `index`, one second long. */
export function aSentence(index: number, over: Partial<Sentence> = {}): Sentence {
  const startMs = index * 1000
  return {
    sid: sidFrom('sentence', hex()),
    index,
    channel: (index % 2) + 1,
    startMs,
    endMs: startMs + 900,
    text: `Sentence ${index}.`,
    confidence: 0.9,
    words: [{ text: `Sentence`, startMs, endMs: startMs + 400 }],
    ...over,
  }
}
