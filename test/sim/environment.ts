/** What functions ask for when they are imported; import this before them. The test runner's own settings stay. */
for (const name of [
  "TABLE_NAME",
  "FILES_BUCKET",
  "ANCHORS_BUCKET",
  "BUS_NAME",
  "SECRETS_DOORS",
  "SECRETS_SESSION",
  "SECRETS_PEOPLE",
])
  process.env[name] ??= "simulated"
process.env["AWS_REGION"] ??= "us-east-1"
process.env["POWERTOOLS_LOG_LEVEL"] ??= "SILENT"
