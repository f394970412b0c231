// @ts-nocheck
import './domain/time.ts'
import './ports/clock.ts'
