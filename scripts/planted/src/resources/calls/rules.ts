// @ts-nocheck
export const nothing = undefined
