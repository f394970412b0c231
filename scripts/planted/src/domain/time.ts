// @ts-nocheck
export type Time = number
export const nothing = undefined
