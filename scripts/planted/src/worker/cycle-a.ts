// @ts-nocheck
import { b } from './cycle-b.ts'
export const a = b
export type A = typeof a
