// Parts of long recordings in memory.
import type { PartKey, PartStore } from '../ports/part-store.ts'
import type { Access, Tables } from './memory-tables.ts'

/** The part store behind `access`. */
export function createMemoryParts(access: Access): PartStore {
  const name = ({ transcriptSid, plan, part }: PartKey) => `${transcriptSid} ${plan} ${part}`
  const rowsOf = ({ parts }: Tables, transcript: string, plan: string) =>
    [...parts.values()]
      .filter(({ at }) => at.transcriptSid === transcript && at.plan === plan)
      .sort((a, b) => a.at.part - b.at.part)
  return {
    put: (transcriptSid, plan, works) =>
      access(({ parts }) => {
        for (const [part, work] of works.entries()) {
          const at = { transcriptSid, plan, part }
          if (!parts.has(name(at))) parts.set(name(at), { at, work: structuredClone(work), heard: null })
        }
      }),
    open: (key) =>
      access(({ parts }) => {
        const row = parts.get(name(key))
        return row && !row.heard ? row.work : null
      }),
    keep: (key, heard) =>
      access(({ parts }) => {
        const row = parts.get(name(key))
        if (row) row.heard ??= structuredClone(heard)
      }),
    done: (transcript, plan) =>
      access((tables) => rowsOf(tables, transcript, plan).flatMap(({ at, heard }) => (heard ? at.part : []))),
    heard: (transcript, plan) =>
      access((tables) => rowsOf(tables, transcript, plan).flatMap(({ heard }) => heard ?? [])),
    removeAll: (transcript) =>
      access(({ parts }) => {
        for (const [key, { at }] of parts) if (at.transcriptSid === transcript) parts.delete(key)
      }),
  }
}
