// @ts-nocheck
import type { Clock } from '../ports/clock.ts'
export type Wrong = Clock
