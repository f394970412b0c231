// @ts-nocheck
import './worker/claim.ts'
