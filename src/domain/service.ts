// A Service: the settings a transcript is made under (contract section 10).
import { fault } from './errors.ts'
import { type AccountSid, isSid, type OperatorSid, type PublicKeySid, type ServiceSid } from './sid.ts'

/** How the webhook is called; `NULL` is a word on the wire and sends nothing. */
export const webhookMethods = ['GET', 'POST', 'NULL'] as const
/** One of {@link webhookMethods}. */
export type WebhookMethod = (typeof webhookMethods)[number]

/** The languages a Service may be made for. */
export const serviceLanguages = [
  'da-DK',
  'nl-NL',
  'en-AU',
  'en-GB',
  'en-US',
  'fr-FR',
  'de-DE',
  'it-IT',
  'no-NO',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'es-MX',
  'es-ES',
  'es-US',
  'sv-SE',
] as const

/** Languages for which the redactor has rules (language.md section 8). */
const redactedLanguages = ['en-AU', 'en-GB', 'en-US']

/** The part of a Service that callers set. */
export interface ServiceSettings {
  uniqueName: string
  friendlyName: string | null
  languageCode: string
  autoTranscribe: boolean
  autoRedaction: boolean
  mediaRedaction: boolean
  webhookUrl: string | null
  webhookHttpMethod: WebhookMethod
  encryptionCredentialSid: PublicKeySid | null
}

/** A stored Service. `version` starts at 1 and grows by one with each update. */
export interface Service extends ServiceSettings {
  sid: ServiceSid
  accountSid: AccountSid
  version: number
  /** In order of attachment; changed by attaching and detaching only. */
  operatorSids: OperatorSid[]
  dateCreated: Date
  dateUpdated: Date
}

/** What a create or update asks for: absent = leave as it is, empty text = clear. */
export type ServiceChange = { [K in keyof ServiceSettings]?: string | boolean | undefined }

const blank: ServiceSettings = {
  uniqueName: '',
  friendlyName: null,
  languageCode: 'en-US',
  autoTranscribe: false,
  autoRedaction: false,
  mediaRedaction: false,
  webhookUrl: null,
  webhookHttpMethod: 'NULL',
  encryptionCredentialSid: null,
}

/** The settings of a new Service.
 * @throws VerbatimError as {@link changeSettings} */
export function newSettings(change: ServiceChange): ServiceSettings {
  if (!change.uniqueName) throw fault('invalidParameter', 'UniqueName is required')
  const language = change.languageCode || blank.languageCode
  const known = serviceLanguages.find((one) => one.toLowerCase() === String(language).toLowerCase())
  if (!known)
    throw fault('invalidParameter', `LanguageCode ${language} is not one of the supported languages`)
  return changeSettings({ ...blank, languageCode: known }, change)
}

/** `settings` after `change`, checked as a whole; LanguageCode can not change and is ignored here.
 * @throws VerbatimError invalidParameter, invalidSid, friendlyNameTooLong, redactionLanguage, mediaRedactionLanguage,
 *   encryptionWithMediaRedaction */
export function changeSettings(settings: ServiceSettings, change: ServiceChange): ServiceSettings {
  const next: ServiceSettings = {
    ...settings,
    ...pickBooleans(change),
    ...(change.uniqueName !== undefined && { uniqueName: checkUniqueName(String(change.uniqueName)) }),
    ...(change.friendlyName !== undefined && {
      friendlyName: checkFriendlyName(String(change.friendlyName)),
    }),
    ...(change.webhookUrl !== undefined && { webhookUrl: checkWebhookUrl(String(change.webhookUrl)) }),
    ...(change.encryptionCredentialSid !== undefined && {
      encryptionCredentialSid: checkCredential(String(change.encryptionCredentialSid)),
    }),
  }
  next.webhookHttpMethod = chooseMethod(settings, next, change.webhookHttpMethod)
  checkRedaction(next)
  return next
}

function pickBooleans(change: ServiceChange): Partial<ServiceSettings> {
  const given = (['autoTranscribe', 'autoRedaction', 'mediaRedaction'] as const).filter(
    (key) => typeof change[key] === 'boolean',
  )
  return Object.fromEntries(given.map((key) => [key, change[key]]))
}

function checkUniqueName(name: string): string {
  if (name.length < 1 || name.length > 255 || /[/?#\p{Cc}]/u.test(name)) {
    throw fault(
      'invalidParameter',
      'UniqueName needs 1 to 255 characters without / ? # or control characters',
    )
  }
  if (isSid('service', name)) throw fault('invalidParameter', 'UniqueName must not look like a service sid')
  return name
}

function checkFriendlyName(name: string): string | null {
  if (name.length > 64) throw fault('friendlyNameTooLong')
  return name || null
}

function checkWebhookUrl(text: string): string | null {
  if (text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw fault('invalidParameter', 'WebhookUrl must be an http or https address')
  }
  return text
}

function checkCredential(text: string): PublicKeySid | null {
  if (text === '') return null
  if (!isSid('publicKey', text))
    throw fault('invalidSid', 'EncryptionCredentialSid must be CR and 32 hex digits')
  return text
}

function chooseMethod(
  before: ServiceSettings,
  next: ServiceSettings,
  given: string | boolean | undefined,
): WebhookMethod {
  const method = webhookMethods.find((one) => one === given)
  if (given !== undefined && !method) {
    throw fault('invalidParameter', 'WebhookHttpMethod must be GET, POST or NULL')
  }
  if (method) return method
  const firstUrl = next.webhookUrl !== null && before.webhookUrl === null
  return firstUrl && before.webhookHttpMethod === 'NULL' ? 'POST' : before.webhookHttpMethod
}

function checkRedaction(next: ServiceSettings) {
  if (next.mediaRedaction && next.languageCode !== 'en-US') throw fault('mediaRedactionLanguage')
  if (next.mediaRedaction && !next.autoRedaction) {
    throw fault('invalidParameter', 'MediaRedaction needs AutoRedaction')
  }
  if (next.autoRedaction && !redactedLanguages.includes(next.languageCode)) throw fault('redactionLanguage')
  if (next.mediaRedaction && next.encryptionCredentialSid) throw fault('encryptionWithMediaRedaction')
}
