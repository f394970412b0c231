// The table from the type of a pre-built operator to its local engine. Engines are loaded by the thread that runs
// them, each when it is first needed: some bring word lists of megabytes.
import type { BuiltInOperator } from '../built-in-operator.ts'

/** How to load a local engine, and whether it reads the personal data of its input. */
export interface BuiltInEngine {
  load(): Promise<BuiltInOperator>
  /** Absent: it gets none, and nobody has to look for any. */
  readsPersonalData?: true
}

/** Local engines by operator_type. */
export const builtInEngines: Readonly<Record<string, BuiltInEngine>> = {
  SentimentAnalysis: {
    load: async () => (await import('../sentiment-analysis/run.ts')).runSentimentAnalysis,
  },
  Summarization: {
    load: async () => (await import('../summarization/run.ts')).runSummarization,
  },
  EntityRecognition: {
    load: async () => (await import('../entity-recognition/run.ts')).runEntityRecognition,
    readsPersonalData: true,
  },
  AgentIntroduction: {
    load: async () => (await import('../agent-introduction/run.ts')).runAgentIntroduction,
    readsPersonalData: true,
  },
  EscalationRequest: {
    load: async () => (await import('../escalation-request/run.ts')).runEscalationRequest,
  },
  OutboundCallDisposition: {
    load: async () => (await import('../outbound-call-disposition/run.ts')).runOutboundCallDisposition,
  },
  RecordingDisclosure: {
    load: async () => (await import('../recording-disclosure/run.ts')).runRecordingDisclosure,
  },
  VoicemailDetection: {
    load: async () => (await import('../voicemail-detection/run.ts')).runVoicemailDetection,
  },
  UnavailablePartyDetector: {
    load: async () => (await import('../unavailable-party-detector/run.ts')).runUnavailablePartyDetector,
  },
  DoNotContactMe: {
    load: async () => (await import('../do-not-contact-me/run.ts')).runDoNotContactMe,
  },
  NonEnglishCall: {
    load: async () => (await import('../non-english-call/run.ts')).runNonEnglishCall,
  },
  PasswordReset: {
    load: async () => (await import('../password-reset/run.ts')).runPasswordReset,
  },
  CallTransfer: {
    load: async () => (await import('../call-transfer/run.ts')).runCallTransfer,
  },
}

/** Whether pre-built operators of this type have a local engine. */
export function hasBuiltInEngine(operatorType: string): boolean {
  return Object.hasOwn(builtInEngines, operatorType)
}
