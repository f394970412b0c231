// @ts-nocheck
import type { Stats } from 'node:fs'
export type Wrong = Stats
