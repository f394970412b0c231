// How times, dates, names and words of the API read for people.
import type { Participant, Status, Transcript } from './wire.ts'

/** `1:02:03` or `2:03`; seconds are cut, not rounded, so that a clock never shows what was not reached. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const tail = `${h > 0 ? String(m).padStart(2, '0') : m}:${String(s).padStart(2, '0')}`
  return h > 0 ? `${h}:${tail}` : tail
}

/** A span of time in words: `1 h 2 min`, `2 min 3 s`, `3.4 s`. */
export function span(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`
}

/** A date as the reader's region writes it. */
export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

/** The moment that a day of the reader's calendar begins, as the API takes it; '' stays so. */
export function startOfDay(day: string): string {
  return day && new Date(`${day}T00:00`).toISOString()
}

/** The day of the reader's calendar that a moment is in; '' for what is none. */
export function dayOf(moment: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return ''
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A share as a percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** Status words for people. */
export const statusWords: Record<Status, string> = {
  queued: 'Queued',
  'in-progress': 'In progress',
  completed: 'Completed',
  new: 'New',
  failed: 'Failed',
  canceled: 'Canceled',
  error: 'Error',
}

const stageWords: Record<string, string> = {
  upload: 'Uploading',
  queue: 'Waiting',
  fetch: 'Fetching the recording',
  decode: 'Decoding',
  survey: 'Looking at the sound',
  segment: 'Finding speech',
  recognise: 'Recognising words',
  diarise: 'Telling voices apart',
  redact: 'Redacting text',
  'redact-media': 'Redacting audio',
  recheck: 'Checking the redacted audio',
  operate: 'Running operators',
  encrypt: 'Encrypting',
}

/** What happens in a stage of the work. */
export function stageName(stage: string): string {
  return stageWords[stage] ?? stage
}

/** True while the work on a transcript goes on. */
export function isLive(status: Status): boolean {
  return status === 'queued' || status === 'in-progress' || status === 'new'
}

/** The participant of a channel, and how to call them. */
export function speakerOf(
  participants: readonly Participant[],
  channel: number,
): { role: string; name: string } {
  const found = participants.find((one) => one.channel_participant === channel)
  const role = found?.role || `Channel ${channel}`
  return { role, name: found?.full_name || found?.user_id || found?.media_participant_id || '' }
}

/** How a voice is called that is known by its number alone. */
export function voiceName(voice: number): string {
  return `Speaker ${voice}`
}

/** Which of the colours of voices one has; more voices than colours share them. */
export function voiceColour(voice: number): string {
  return String(((voice - 1) % 6) + 1)
}

/** The title of a call: who takes part, its own key, or its sid. */
export function titleOf({ channel, customer_key, sid }: Transcript): string {
  const names = (channel?.participants ?? []).map(({ full_name }) => full_name).filter(Boolean)
  return customer_key || names.join(' and ') || `Call ${sid.slice(2, 8)}`
}
