/** What docs/api.md says about the door of spans. */
export const SPANS_SECTION = `## Sending OpenTelemetry spans

\`POST /v1/otlp/traces\` takes OTLP/HTTP as JSON (\`application/json\`: an ExportTraceServiceRequest of at most 256 KB, gzip accepted, at most 2 MB unpacked) with the same ingest keys. A span that is a call of a model by the [GenAI conventions](https://opentelemetry.io/docs/specs/semconv/gen-ai/) becomes one \`usage.recorded\`: its \`source\` is \`otlp\`, its id the trace's and the span's, its time the span's end, so that a repeat changes nothing. How many spans a request holds does not matter, only its bytes.

Ignored, and not rejected, are spans without any \`gen_ai.*\` attribute, those that tell neither a model nor tokens, and those whose \`gen_ai.operation.name\` is no call of a model (\`invoke_agent\`, \`invoke_workflow\`, \`create_agent\`, \`plan\`, \`execute_tool\`, \`retrieval\` and what ends in \`_memory\` or \`_memory_store\`): their tokens are those of the spans below them. Prompts and answers are not kept.

| field | attribute; of several the first that tells something |
|---|---|
| **org** | \`watchbill.org\` of the span, else of the resource; an organization's own key needs none |
| project, apiKey | \`watchbill.project\`, \`watchbill.api_key\` (a name or prefix, never the key) of the span, else of the resource |
| user | \`user.id\`, \`enduser.id\` of the span, else of the resource |
| provider | \`gen_ai.provider.name\`, \`gen_ai.system\` |
| model | \`gen_ai.response.model\`, \`gen_ai.request.model\` |
| cachedTokens | \`gen_ai.usage.cache_read.input_tokens\`, \`gen_ai.usage.cache_read_input_tokens\` |
| inputTokens | \`gen_ai.usage.input_tokens\`, \`gen_ai.usage.prompt_tokens\`, less the cached ones unless they are fewer than those |
| outputTokens | \`gen_ai.usage.output_tokens\`, \`gen_ai.usage.completion_tokens\` |
| inputCostUsd, outputCostUsd, cachedCostUsd, discountUsd | \`watchbill.cost.input_usd\`, \`.output_usd\`, \`.cached_usd\`, \`.discount_usd\`, best as decimal text; priced from the catalog when none is told |
| durationMs | end − start, in whole milliseconds |
| status, errorType | \`error\` with an \`error.type\` or a status code of 2, else \`ok\`; \`error.type\` |

It answers 200 with \`{}\`, or with \`{"partialSuccess":{"rejectedSpans":"2","errorMessage":"span …: why; …"}}\` when some spans were rejected and the others kept: do not send those again. 400 no OTLP, 401, 413, 429 and 503 as above, 415 another format: protobuf is not read.

\`\`\`
curl -X POST http://localhost:4400/v1/otlp/traces -H 'authorization: Bearer wbk_local' -H 'content-type: application/json' \\
  -d '{"resourceSpans":[{"resource":{"attributes":[{"key":"watchbill.org","value":{"stringValue":"org_acme"}}]},"scopeSpans":[{"spans":[{
    "traceId":"5b8efff798038103d269b633813fc60c","spanId":"'$(date +%s%N | cut -c1-16)'","name":"chat gpt-4","kind":3,
    "startTimeUnixNano":"'$(date +%s)'000000000","endTimeUnixNano":"'$(date +%s)'750000000","attributes":[
      {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4"}},
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"900"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}}]}]}]}]}'
\`\`\`

An OpenTelemetry SDK that speaks \`http/json\` is told by \`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://YOUR-CONSOLE/v1/otlp/traces\`, \`OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/json\` and \`OTEL_EXPORTER_OTLP_TRACES_HEADERS=authorization=Bearer%20wbk_…\`; a collector by an \`otlphttp\` exporter with \`traces_endpoint\`, \`encoding: json\` and that header, after a batch processor with a \`send_batch_max_size\` that keeps a request within its bytes.
`
