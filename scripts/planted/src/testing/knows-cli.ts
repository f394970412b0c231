// @ts-nocheck
import '../cli/serve.ts'
