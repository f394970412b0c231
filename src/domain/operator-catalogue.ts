// The operators and operator types that every installation has. Sids are constants: the same everywhere, so that
// scripts can name them.
import type { Operator } from './operator.ts'
import { configSchemas } from './operator-config.ts'
import type { OperatorProvider, OperatorType, OutputType } from './operator-type.ts'
import { serviceLanguages } from './service.ts'
import type { OperatorSid, OperatorTypeSid } from './sid.ts'

/** When the catalogue was drawn up: its date of creation on the wire. */
export const catalogueDate = new Date('2026-11-01T00:00:00Z')

const english = ['en-AU', 'en-GB', 'en-US']
const entityLanguages = ['de-DE', ...english, 'es-MX', 'es-ES', 'es-US', 'fr-FR', 'it-IT', 'pt-BR', 'pt-PT']
const everyLanguage: readonly string[] = serviceLanguages

interface Entry {
  /** operator_type, by which working code finds the operator. */
  name: string
  /** Hex digits behind EY. */
  type: string
  friendlyName: string
  description: string
  outputType: OutputType
  provider: OperatorProvider
  languages: readonly string[]
}

interface PreBuiltEntry extends Entry {
  /** Hex digits behind LY. */
  operator: string
  labels?: readonly string[]
}

const classify = { outputType: 'text-classification', provider: 'twilio', languages: english } as const
const phrases = { outputType: 'text-extraction', provider: 'twilio', languages: english } as const

const preBuilt: readonly PreBuiltEntry[] = [
  {
    ...classify,
    name: 'SentimentAnalysis',
    operator: 'aaf3f323ad53c4b039cdfdb8797298cb',
    type: '87aff086b8a9174d2b2e19172efc6c35',
    friendlyName: 'Sentiment Analysis',
    description: 'Judges the mood of the whole conversation.',
    provider: 'openai',
    languages: everyLanguage,
    labels: ['positive', 'negative', 'neutral', 'mixed'],
  },
  {
    name: 'Summarization',
    operator: 'bc8a6e540c99fe7f325d28d8df57778d',
    type: '4fbcb5d2367b1e3abe2f21ee8cdfe6ab',
    friendlyName: 'Conversation Summary',
    description: 'Sums up what the conversation was about and how it ended.',
    outputType: 'text-generation',
    provider: 'openai',
    languages: everyLanguage,
  },
  {
    name: 'EntityRecognition',
    operator: 'a736c6f2e907477f53564c75838a5272',
    type: '0e9ace864fb55a53ee2c2360b8c2387f',
    friendlyName: 'Entity Recognition',
    description: 'Finds people, places, organizations, goods, dates and quantities.',
    outputType: 'text-extraction',
    provider: 'amazon',
    languages: entityLanguages,
  },
  {
    ...phrases,
    name: 'AgentIntroduction',
    operator: 'c390d1866bf808274ad9f7b7ff0c1e5a',
    type: '753439e05c4b98ea3c331baa2973e744',
    friendlyName: 'Agent Introduction',
    description: 'Tells whether the agent introduced themselves.',
  },
  {
    ...phrases,
    name: 'EscalationRequest',
    operator: '29c69c547cdc3f69843d84df907cf300',
    type: '18e46d12d6793a5db27a5a356ac3dcc9',
    friendlyName: 'Escalation Request',
    description: 'Tells whether the customer asked for somebody with more authority.',
  },
  {
    ...classify,
    name: 'OutboundCallDisposition',
    operator: '74b80c3fed635cd4559150037b20d3fa',
    type: 'a4e42f1023b6e40af86acffb778b7117',
    friendlyName: 'Outbound Call Disposition',
    description: 'Says what became of an outbound call.',
    labels: ['GhostCall', 'IVR', 'NoContent', 'Ordinary', 'StopContactingMe', 'Voicemail', 'WrongNumber'],
  },
  {
    ...phrases,
    name: 'RecordingDisclosure',
    operator: 'a851ffc968e1138340e4ec1565121bf7',
    type: 'b955f83d4c934dc2e12081ef5e8b2727',
    friendlyName: 'Recording Disclosure',
    description: 'Tells whether it was said that the call is recorded.',
  },
  {
    ...classify,
    name: 'VoicemailDetection',
    operator: '7e2af193b695057244da5f97c8e8d243',
    type: 'd2df9b03a75ef9de14105f10a3040e8f',
    friendlyName: 'Voicemail Detection',
    description: 'Tells whether the call reached a voicemail box.',
    labels: ['voicemail', 'not_voicemail'],
  },
  {
    ...classify,
    name: 'UnavailablePartyDetector',
    operator: 'cb7969c22d303577a5792a789cdf8baa',
    type: '76473b2959172843e775d01f1ae42769',
    friendlyName: 'Unavailable Party Detector',
    description: 'Tells whether the party that was called could not come to the phone.',
    labels: ['NoClass', 'UnavailableParty'],
  },
  {
    ...phrases,
    name: 'DoNotContactMe',
    operator: '56ed88bcbd84d203822afedd164cc7dd',
    type: '7cbe030b395d34a2ea4bbe619322f159',
    friendlyName: 'Do Not Contact Me',
    description: 'Tells whether the customer asked not to be contacted again.',
  },
  {
    ...classify,
    name: 'NonEnglishCall',
    operator: '7b72047f1db69ab02f2dfeae9b95978d',
    type: 'c991dae57315c06891cbf606ffbb0e43',
    friendlyName: 'Non English Call',
    description: 'Tells whether the conversation was held in another language than English.',
    labels: ['NonEnglishConversation', 'EnglishConversation'],
  },
  {
    ...classify,
    name: 'PasswordReset',
    operator: 'd7230e70f402adf934094c4d2b8b3add',
    type: '50e6285d321fb97cea44834097a578a0',
    friendlyName: 'Password Reset',
    description: 'Tells whether a password was to be reset.',
    labels: ['NoPasswordReset', 'PasswordReset'],
  },
  {
    ...classify,
    name: 'CallTransfer',
    operator: 'b8bcec404f1291eefde75c752586ef4f',
    type: '23880b0d158f79b4e1be5fb565d4adb6',
    friendlyName: 'Call Transfer',
    description: 'Tells whether the caller was handed on to somebody else.',
    labels: ['NoTransfer', 'Transfer'],
  },
]

const configurable: readonly (Entry & { name: keyof typeof configSchemas })[] = [
  {
    name: 'Generative',
    type: '6741b22257fc52839a1c856b955860bc',
    friendlyName: 'Generative',
    description: 'Answers a prompt of your own in free text.',
    outputType: 'text-generation',
    provider: 'openai',
    languages: everyLanguage,
  },
  {
    name: 'GenerativeJSON',
    type: '3d2f05d710c72b07adb9d288cdc1677a',
    friendlyName: 'Generative JSON',
    description: 'Answers a prompt of your own in a JSON schema of your own.',
    outputType: 'json',
    provider: 'openai',
    languages: everyLanguage,
  },
  {
    name: 'PhraseMatching',
    type: 'e1cc69e807a08fb07e13b5267a6ce75b',
    friendlyName: 'Phrase Matching',
    description: 'Finds phrases of your own, word for word, by word stems, loosely or by pattern.',
    outputType: 'text-extraction',
    provider: 'twilio',
    languages: everyLanguage,
  },
]

/** All operator types, pre-built first. */
export const operatorTypes: readonly OperatorType[] = [
  ...preBuilt.map((entry) => toType(entry, null)),
  ...configurable.map((entry) => toType(entry, configSchemas[entry.name])),
]

/** The pre-built operators. They are read-only and the same for every account. */
export const preBuiltOperators: readonly Operator[] = preBuilt.map((entry) => ({
  sid: `LY${entry.operator}` as OperatorSid,
  accountSid: null,
  friendlyName: entry.friendlyName,
  description: entry.description,
  operatorType: entry.name,
  version: 1,
  availability: 'public',
  config: null,
  dateCreated: catalogueDate,
  dateUpdated: catalogueDate,
}))

/** The labels of a classifying pre-built operator, by operator_type. */
export const operatorLabels: ReadonlyMap<string, readonly string[]> = new Map(
  preBuilt.flatMap(({ name, labels }) => (labels ? [[name, labels] as const] : [])),
)

function toType(entry: Entry, configSchema: object | null): OperatorType {
  return {
    sid: `EY${entry.type}` as OperatorTypeSid,
    name: entry.name,
    friendlyName: entry.friendlyName,
    description: entry.description,
    outputType: entry.outputType,
    supportedLanguages: entry.languages,
    provider: entry.provider,
    availability: 'general-availability',
    configurable: configSchema !== null,
    configSchema,
  }
}
