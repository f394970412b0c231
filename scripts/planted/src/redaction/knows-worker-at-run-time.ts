// @ts-nocheck
await import('../worker/claim.ts')
