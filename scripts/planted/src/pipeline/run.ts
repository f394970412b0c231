// @ts-nocheck
import '../redaction/knows-operator.ts'
import '../operators/run.ts'
