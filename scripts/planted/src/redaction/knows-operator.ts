// @ts-nocheck
import '../operators/run.ts'
