// @ts-nocheck
import '../../http/reply.ts'
import './rules.ts'
