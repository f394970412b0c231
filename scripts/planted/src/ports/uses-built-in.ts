// @ts-nocheck
import type { Readable } from 'node:stream'
export type Wrong = Readable
