// Rows for tests: complete, valid, different from each other.
import { randomBytes } from 'node:crypto'
import type { AuditEntry } from '../domain/audit-entry.ts'
import { parseChannel } from '../domain/channel.ts'
import type { OperatorResult } from '../domain/operator-result.ts'
import type { PublicKey } from '../domain/public-key.ts'
import type { Recording } from '../domain/recording.ts'
import type { Sentence } from '../domain/sentence.ts'
import type { Service } from '../domain/service.ts'
import { type AccountSid, sidFrom } from '../domain/sid.ts'
import { freshDiagnostics, type Transcript } from '../domain/transcript.ts'
import type { WebhookDelivery } from '../domain/webhook-delivery.ts'
import type { StoredAccount, StoredApiKey } from '../ports/account-store.ts'
import type { CustomOperator } from '../ports/operator-store.ts'

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
    operatorSids: [],
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
    operators: [],
    media: null,
    redactedMedia: null,
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
    redacted: null,
    ...over,
  }
}

/** An account with a token that nobody knows. */
export function aStoredAccount(over: Partial<StoredAccount> = {}): StoredAccount {
  const now = new Date()
  return {
    sid: anAccount(),
    friendlyName: 'An account',
    token: { hash: hex(), previousHash: null, previousUntil: null },
    tokenSealed: hex(),
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** A full key of a new account. */
export function anApiKey(over: Partial<StoredApiKey> = {}): StoredApiKey {
  const now = new Date()
  return {
    sid: sidFrom('apiKey', hex()),
    accountSid: anAccount(),
    friendlyName: 'A key',
    scope: 'full',
    secret: { hash: hex(), previousHash: null, previousUntil: null },
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** A public key whose PEM is none. */
export function aPublicKey(over: Partial<PublicKey> = {}): PublicKey {
  const now = new Date()
  return {
    sid: sidFrom('publicKey', hex()),
    accountSid: anAccount(),
    friendlyName: 'A public key',
    pem: `pem ${hex()}`,
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** A stereo recording of ten seconds, of no known call. */
export function aRecording(over: Partial<Recording> = {}): Recording {
  const now = new Date()
  const sid = sidFrom('recording', hex())
  return {
    sid,
    accountSid: anAccount(),
    callSid: null,
    channels: 2,
    durationMs: 9_600.25,
    media: {
      key: `media/AC/${sid}/original`,
      bytes: 160_044,
      sha256: hex() + hex(),
      contentType: 'audio/wav',
    },
    startTime: now,
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** A custom operator that looks for a phrase. */
export function anOperator(over: Partial<CustomOperator> = {}): CustomOperator {
  const now = new Date()
  return {
    sid: sidFrom('operator', hex()),
    accountSid: anAccount(),
    friendlyName: 'Cancel intention',
    description: null,
    operatorType: 'PhraseMatching',
    version: 1,
    availability: 'public',
    config: { phrase_sets: [{ name: 'Cancel', phrases: ['cancel my account'] }] },
    dateCreated: now,
    dateUpdated: now,
    ...over,
  }
}

/** The written answer of an operator, at place `position`. */
export function aResult(position: number, over: Partial<OperatorResult> = {}): OperatorResult {
  return {
    operatorSid: sidFrom('operator', hex()),
    name: `Operator ${position}`,
    position,
    outcome: { kind: 'text', text: `Answer ${position}`, refusal: null },
    redacted: null,
    ...over,
  }
}

/** A first attempt to call a webhook, which was delivered. */
export function aDelivery(over: Partial<WebhookDelivery> = {}): WebhookDelivery {
  return {
    sid: sidFrom('delivery', hex()),
    accountSid: anAccount(),
    transcriptSid: sidFrom('transcript', hex()),
    token: hex(),
    url: 'https://example.com/hook',
    method: 'POST',
    attempt: 1,
    status: 204,
    code: null,
    dateCreated: new Date(),
    ...over,
  }
}

/** Somebody read the sentences of a transcript with the token of an account. */
export function anAuditEntry(over: Partial<AuditEntry> = {}): AuditEntry {
  const accountSid = over.accountSid ?? anAccount()
  return {
    sid: sidFrom('auditEntry', hex()),
    accountSid,
    credentialSid: accountSid,
    address: '127.0.0.1',
    transcriptSid: sidFrom('transcript', hex()),
    recordingSid: null,
    operation: 'ListSentence',
    dateCreated: new Date(),
    ...over,
  }
}
