// @ts-nocheck
export type Wrong = import('../worker/claim.ts').Claim
