/**
 * Runs in CloudFront on the pages' behaviour only. A path is a file when it lies in /assets or at the root with an ending;
 * everything else is a page of the application, also where an id has a dot in it.
 */
export const PAGES_FUNCTION = `function handler(event) {
  var request = event.request
  if (!/^\\/(assets\\/.+|[^/]+\\.[a-z0-9]+)$/.test(request.uri)) request.uri = "/index.html"
  return request
}
`

/**
 * Runs in CloudFront before every request to the gateways. Seen from them, everybody comes from CloudFront;
 * this header says where a person really is, and replaces whatever the person claimed.
 */
export const VIEWER_FUNCTION = `function handler(event) {
  var request = event.request
  request.headers["x-viewer-address"] = { value: event.viewer.ip }
  return request
}
`
