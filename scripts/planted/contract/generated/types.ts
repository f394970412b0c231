// @ts-nocheck
export type Call = string
