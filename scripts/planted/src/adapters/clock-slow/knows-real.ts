// @ts-nocheck
import '../clock-real/clock.ts'
