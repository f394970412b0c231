// @ts-nocheck
import './config.ts'
import './adapters/clock-real/clock.ts'
import './cli/serve.ts'
