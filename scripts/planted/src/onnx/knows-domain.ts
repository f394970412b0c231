// @ts-nocheck
import '../domain/time.ts'
