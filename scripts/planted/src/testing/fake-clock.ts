// @ts-nocheck
import '../adapters/clock-real/clock.ts'
import 'typescript'
