// @ts-nocheck
import '../adapters/clock-real/clock.ts'
import '../testing/fake-clock.ts'
import 'typescript'
