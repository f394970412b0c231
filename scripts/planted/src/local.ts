// @ts-nocheck
import './engines.ts'
import './worker/claim.ts'
