// @ts-nocheck
import '../ports/clock.ts'
