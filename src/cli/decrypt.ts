// `verbatim decrypt`: the content of an encrypted transcript, with the owner's private key (contract section 14).
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Api, type ApiOptions, apiOptions, withApi } from './api.ts'
import { createCommand } from './create-command.ts'
import { CommandError, exitCodes, fail } from './exit.ts'

const TAG_BYTES = 16

type Options = ApiOptions & { key: string; redacted?: boolean; passphrase?: string }

/** The command. */
export function decryptCommand(): Command {
  const command = createCommand('decrypt')
    .description('print sentences and operator results of an encrypted transcript as JSON')
    .argument('<transcript>', 'sid of the transcript (GT…)')
    .requiredOption('--key <file>', 'the private key, PEM')
    .option('--passphrase <text>', 'of the private key, if it has one')
    .option('--redacted', 'the redacted view')
    .addHelpText('after', '\nExample:\n  verbatim decrypt GT… --key private.pem')
  return apiOptions(command).action((sid: string, options: Options) =>
    withApi(options, async (api) => {
      const content = await readContent(api, sid, options)
      process.stdout.write(`${JSON.stringify(content, null, 2)}\n`)
    }).catch(fail),
  )
}

async function readContent(api: Api, sid: string, options: Options) {
  const transcript = `/v2/Transcripts/${encodeURIComponent(sid)}`
  const query = `Encrypted?Redacted=${options.redacted ?? false}`
  const { location } = await api.request<{ location: string }>('GET', `${transcript}/Sentences/${query}`)
  const { locations } = await api.request<{ locations: string[] }>(
    'GET',
    `${transcript}/OperatorResults/${query}`,
  )
  const read = (url: string) => readDocument(api, url, options)
  return { sentences: await read(location), operator_results: await Promise.all(locations.map(read)) }
}

async function readDocument(api: Api, url: string, { key, passphrase }: Options): Promise<unknown> {
  const { body, headers } = await api.download(url)
  const part = (name: string) => Buffer.from(headers.get(`x-amz-meta-x-amz-${name}`) ?? '', 'base64')
  const pem = { key: readFileSync(key), ...(passphrase !== undefined && { passphrase }) }
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  try {
    const contentKey = privateDecrypt({ ...pem, padding, oaepHash: 'sha256' }, part('key'))
    const decipher = createDecipheriv('aes-256-gcm', contentKey, part('iv'))
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES))
    const text = Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()])
    return JSON.parse(text.toString('utf8'))
  } catch {
    throw new CommandError('this private key does not open the transcript', exitCodes.refused)
  }
}
