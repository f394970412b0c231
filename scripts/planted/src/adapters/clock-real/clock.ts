// @ts-nocheck
import '../../ports/clock.ts'
import '../../threads/thread.ts'
import 'node:os'
