// @ts-nocheck
import '../domain/time.ts'
import '../ports/clock.ts'
import 'fastify'
import '../../contract/generated/types.ts'
