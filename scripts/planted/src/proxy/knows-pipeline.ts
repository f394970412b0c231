// @ts-nocheck
import '../pipeline/run.ts'
