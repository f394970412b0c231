// @ts-nocheck
import '../domain/time.test.ts'
