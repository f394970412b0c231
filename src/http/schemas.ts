// Small schema pieces that several resources share.
import { Type } from 'typebox'
import { type SidKind, sidPattern } from '../domain/sid.ts'

/** A value that may be null on the wire; properties are never left out. In the words of OpenAPI 3.0. */
export function nullable<T extends Type.TSchema>(schema: T) {
  return Type.Unsafe<Type.Static<T> | null>({ ...schema, nullable: true })
}

/** A value that the contract allows to be null, and that we always have. */
export function always<T extends Type.TSchema>(schema: T) {
  return Type.Unsafe<Type.Static<T>>({ ...schema, nullable: true })
}

/** A named part of the contract document: generators put it under `components` and refer to it. */
export function component<T extends Type.TSchema>(name: string, schema: T): T {
  return { ...schema, 'x-component': name }
}

/** A parameter that is read more generously than the contract says; the document shows `documented`. */
export function lenient<T extends Type.TSchema>(schema: T, documented: Type.TSchema): T {
  return { ...schema, 'x-documented': documented }
}

/** Our own keywords, which validators must let pass. */
export const schemaKeywords = ['x-component', 'x-documented', 'x-twilio']

/** A sid of one kind, as documented on the wire. */
export function sidSchema(kind: SidKind) {
  return Type.String({ minLength: 34, maxLength: 34, pattern: sidPattern(kind) })
}

/** A sid in a path: a malformed one is answered like an unknown one. */
export function sidParameter(kind: SidKind, description: string) {
  return Type.String({ ...sidSchema(kind), description })
}

/** A date going out. */
export const dateSchema = Type.String({ format: 'date-time' })

/** An absolute address going out. */
export const urlSchema = Type.String({ format: 'uri' })

/** The Redacted parameter of everything that quotes a call (contract section 12). */
export const redactedParameter = Type.Optional(
  Type.Boolean({ description: 'Whether personal data is left out; true unless you say otherwise.' }),
)

/** The If-Match header of an update (contract section 5). */
export const ifMatchHeader = Type.Object({
  'If-Match': Type.Optional(
    Type.String({ description: 'The version the change is based on; another one is answered with 412.' }),
  ),
})

declare module 'fastify' {
  interface FastifySchema {
    /** Name of the operation in the contract. */
    operationId?: string
    /** Groups of the contract document that it belongs to. */
    tags?: string[]
    /** One sentence for readers of the document. */
    summary?: string
  }
}
