// @ts-nocheck
import '../http/reply.ts'
