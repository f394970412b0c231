// @ts-nocheck
import './config.ts'
import './pipeline/run.ts'
