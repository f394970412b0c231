// @ts-nocheck
import '../src/domain/time.ts'
