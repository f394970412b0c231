// @ts-nocheck
import '../config.ts'
import '../domain/time.ts'
