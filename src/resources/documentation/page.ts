// The page that shows the contract: Swagger UI, everything from this server.

/** Files of Swagger UI that the page needs, with their types. */
export const pageAssets = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const

/** Starts the page. Addresses are relative to its own, so that any name of the server will do; nothing is sent to a
 * validator elsewhere. Forms begin empty and empty fields are not sent: Swagger UI would fill in
 * samples, and send what is empty as well. */
export const startScript = `const contract = new URL('../openapi.json', document.currentScript.src).href
const type = 'application/x-www-form-urlencoded'
function emptyForms(document) {
  const named = document.components?.schemas ?? {}
  for (const item of Object.values(document.paths ?? {})) {
    for (const { requestBody } of Object.values(item)) {
      const fields = requestBody?.content?.[type]?.schema.properties ?? {}
      for (const [name, schema] of Object.entries(fields)) {
        fields[name] = { ...(named[schema.$ref?.split('/').at(-1)] ?? schema), example: '' }
      }
    }
  }
  return document
}
const wrapActions = { updateJsonSpec: (update) => (document) => update(emptyForms(document)) }
const ParameterIncludeEmpty = (Original, { React }) => (props) => {
  const isIncludedOptions = { ...props.isIncludedOptions, defaultValue: false }
  return React.createElement(Original, { ...props, isIncludedOptions })
}
const plugin = () => ({ statePlugins: { spec: { wrapActions } }, wrapComponents: { ParameterIncludeEmpty } })
SwaggerUIBundle({
  url: contract,
  dom_id: '#swagger-ui',
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  plugins: [plugin],
})
`

/** The page. `assets` is where its files are, relative to it, with a slash at its end. */
export function pageHtml(assets: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verbatim API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript; the contract itself is /openapi.json.</noscript>
<script src="${assets}swagger-ui-bundle.js"></script>
<script src="${assets}start.js"></script>
</body>
</html>
`
}

/** The Content-Security-Policy of the page. Requests go to the page's own server, and to the address that it calls
 * its own where that differs. */
export function pagePolicy(baseUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(baseUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
