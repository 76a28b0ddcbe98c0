/** What functions ask for when they are imported; a bench that needs the real thing starts a console, which sets its own. */
for (const name of "TABLE_NAME FILES_BUCKET ANCHORS_BUCKET BUS_NAME SECRETS_DOORS SECRETS_SESSION SECRETS_PEOPLE ISSUER CLIENT_ID PUBLIC_URL".split(
  " ",
))
  process.env[name] ??= "bench"
process.env["AWS_REGION"] ??= "us-east-1"
process.env["POWERTOOLS_LOG_LEVEL"] ??= "SILENT"
