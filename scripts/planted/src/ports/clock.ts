// @ts-nocheck
import type { Time } from '../domain/time.ts'
export type Clock = () => Time
