// @ts-nocheck
import '../testing/fake-clock.ts'
