// @ts-nocheck
import type {} from '../calls/rules.ts'
