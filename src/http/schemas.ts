// Small schema pieces that several resources share.
import { Type } from 'typebox'
import { type SidKind, sidPattern } from '../domain/sid.ts'

/** A value that may be null on the wire; properties are never left out. */
export function nullable<T extends Type.TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A sid of one kind, as documented on the wire. */
export function sidSchema(kind: SidKind) {
  return Type.String({ minLength: 34, maxLength: 34, pattern: sidPattern(kind) })
}

/** A date going out. */
export const dateSchema = Type.String({ format: 'date-time' })

declare module 'fastify' {
  interface FastifySchema {
    /** Name of the operation in the contract. */
    operationId?: string
  }
}
