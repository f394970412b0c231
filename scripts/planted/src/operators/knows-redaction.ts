// @ts-nocheck
import '../redaction/knows-operator.ts'
