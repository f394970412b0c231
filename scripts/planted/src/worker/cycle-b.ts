// @ts-nocheck
import type { A } from './cycle-a.ts'
export const b = 1
export type B = A
