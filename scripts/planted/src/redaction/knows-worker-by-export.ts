// @ts-nocheck
export * from '../worker/claim.ts'
