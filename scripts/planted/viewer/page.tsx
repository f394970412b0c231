// @ts-nocheck
import '../contract/generated/types.ts'
