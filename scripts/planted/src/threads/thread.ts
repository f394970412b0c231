// @ts-nocheck
import '../domain/time.ts'
import 'node:worker_threads'
