// @ts-nocheck
import './app.ts'
import './worker/claim.ts'
