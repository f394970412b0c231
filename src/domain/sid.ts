// Sids: two letters that name the kind and 32 hex digits (contract section 1, general conventions).

/** The prefixes in use, by kind. */
export const sidPrefixes = {
  account: 'AC',
  apiKey: 'SK',
  service: 'GA',
  transcript: 'GT',
  sentence: 'GX',
  recording: 'RE',
  call: 'CA',
  publicKey: 'CR',
  operator: 'LY',
  operatorType: 'EY',
  delivery: 'NO',
  auditEntry: 'AU',
} as const

/** A kind of sid. */
export type SidKind = keyof typeof sidPrefixes

/** A sid of one kind. Branded, so that a transcript sid cannot stand where a service sid is wanted. */
export type Sid<K extends SidKind = SidKind> = string & { readonly sidKind: K }
/** AC… */
export type AccountSid = Sid<'account'>
/** GA… */
export type ServiceSid = Sid<'service'>
/** GT… */
export type TranscriptSid = Sid<'transcript'>
/** GX… */
export type SentenceSid = Sid<'sentence'>
/** SK… */
export type ApiKeySid = Sid<'apiKey'>
/** RE… */
export type RecordingSid = Sid<'recording'>
/** CR… */
export type PublicKeySid = Sid<'publicKey'>
/** LY… */
export type OperatorSid = Sid<'operator'>
/** EY… */
export type OperatorTypeSid = Sid<'operatorType'>
/** NO… */
export type DeliverySid = Sid<'delivery'>
/** AU… */
export type AuditEntrySid = Sid<'auditEntry'>

/** The regular expression text of one kind, for schemas; hex digits of either case are accepted. */
export function sidPattern(kind: SidKind): string {
  return `^${sidPrefixes[kind]}[0-9a-fA-F]{32}$`
}

/** True when `text` is a well-formed sid of `kind`. */
export function isSid<K extends SidKind>(kind: K, text: string): text is Sid<K> {
  return text.length === 34 && new RegExp(sidPattern(kind)).test(text)
}

/** Makes a sid of `kind` from 32 hex digits (16 random bytes); the caller brings the randomness.
 * @throws RangeError when `hex` is not 32 lower-case hex digits */
export function sidFrom<K extends SidKind>(kind: K, hex: string): Sid<K> {
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new RangeError('a sid needs 32 lower-case hex digits')
  return `${sidPrefixes[kind]}${hex}` as Sid<K>
}
