import type {
  AttributeValue,
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  ConsumedCapacity,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from "@aws-sdk/client-dynamodb"
import { marshall, type NativeAttributeValue, unmarshall } from "@aws-sdk/util-dynamodb"
import type { Condition, Found, Key, Query, Row, TransactWrite, Update, Write } from "./db.ts"

/** The operations of DynamoDB that carry the Db port. */
export interface Operations {
  GetItem: [GetItemCommandInput, GetItemCommandOutput]
  BatchGetItem: [BatchGetItemCommandInput, BatchGetItemCommandOutput]
  Query: [QueryCommandInput, QueryCommandOutput]
  PutItem: [PutItemCommandInput, PutItemCommandOutput]
  UpdateItem: [UpdateItemCommandInput, UpdateItemCommandOutput]
  DeleteItem: [DeleteItemCommandInput, DeleteItemCommandOutput]
  TransactWriteItems: [TransactWriteItemsCommandInput, TransactWriteItemsCommandOutput]
}
export type Operation = keyof Operations
type Item = Record<string, AttributeValue>

const COUNTED = { ReturnConsumedCapacity: "TOTAL" } as const

const itemOf = (row: object): Item =>
  marshall(row as Record<string, NativeAttributeValue>, { removeUndefinedValues: true })
const keyOf = ({ pk, sk }: Key): Item => ({ pk: { S: pk }, sk: { S: sk } })
const attributeOf = (value: unknown): AttributeValue =>
  marshall(value as Record<string, NativeAttributeValue>, {
    removeUndefinedValues: true,
    convertTopLevelContainer: true,
  }) as unknown as AttributeValue

/** The row that an item of an answer stands for. */
export const rowOf = (item: Item): Row => unmarshall(item) as Row

/** Collects the placeholders of one call's expressions. Every name is one, so that no reserved word ever bites. */
function placeholders() {
  const names = new Map<string, string>()
  const values: Item = {}
  return {
    name(field: string): string {
      const known = names.get(field)
      if (known) return known
      const made = `#${names.size}`
      names.set(field, made)
      return made
    },
    value(value: unknown): string {
      const made = `:${Object.keys(values).length}`
      values[made] = attributeOf(value)
      return made
    },
    /** What goes beside the expressions; empty maps are not allowed there. */
    attributes: () => ({
      ...(names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...names].map(([field, made]) => [made, field])),
      }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  }
}
type Placeholders = ReturnType<typeof placeholders>

const SIGNS = { eq: "=", ne: "<>", lt: "<", le: "<=", gt: ">", ge: ">=" } as const

function conditionText(condition: Condition, at: Placeholders): string {
  if ("absent" in condition) return `attribute_not_exists(${at.name(condition.absent)})`
  if ("present" in condition) return `attribute_exists(${at.name(condition.present)})`
  if ("all" in condition) return joined(condition.all, " AND ", at)
  if ("any" in condition) return joined(condition.any, " OR ", at)
  const [[word, [field, value]]] = Object.entries(condition) as [[keyof typeof SIGNS, readonly [string, unknown]]]
  return `${at.name(field)} ${SIGNS[word]} ${at.value(value)}`
}

/** DynamoDB refuses parentheses around parentheses, so one condition alone gets none. */
function joined(conditions: readonly Condition[], word: string, at: Placeholders): string {
  const texts = conditions.map((one) => conditionText(one, at))
  return texts.length === 1 ? texts[0]! : `(${texts.join(word)})`
}

const conditioned = (when: Condition | undefined, at: Placeholders) =>
  when && { ConditionExpression: conditionText(when, at) }

function updateText({ set = {}, init = {}, add = {}, drop = [] }: Update, at: Placeholders): string {
  const told = (fields: Record<string, unknown>) => Object.entries(fields).filter(([, value]) => value !== undefined)
  const sets = [
    ...told(set).map(([field, value]) => `${at.name(field)} = ${at.value(value)}`),
    ...told(init).map(([field, value]) => `${at.name(field)} = if_not_exists(${at.name(field)}, ${at.value(value)})`),
  ]
  const adds = told(add).map(([field, value]) => `${at.name(field)} ${at.value(value)}`)
  const drops = drop.map((field) => at.name(field))
  const clause = (word: string, parts: string[]) => (parts.length > 0 ? [`${word} ${parts.join(", ")}`] : [])
  return [...clause("SET", sets), ...clause("ADD", adds), ...clause("REMOVE", drops)].join(" ")
}

export const getInput = (TableName: string, key: Key, strong: boolean): GetItemCommandInput => ({
  TableName,
  Key: keyOf(key),
  ConsistentRead: strong,
  ...COUNTED,
})

export const batchGetInput = (table: string, keys: readonly Item[], strong: boolean): BatchGetItemCommandInput => ({
  RequestItems: { [table]: { Keys: [...keys], ConsistentRead: strong } },
  ...COUNTED,
})

/** The keys of a batch, each once: DynamoDB refuses a batch that asks for a row twice. */
export function distinctKeys(keys: readonly Key[]): Item[] {
  const distinct = new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), keyOf(key)]))
  return [...distinct.values()]
}

export function queryInput(TableName: string, query: Query): QueryCommandInput {
  const { index, pk, sk, limit, after, fields } = query
  const at = placeholders()
  const ofKey = `${at.name(index ? `${index}pk` : "pk")} = ${at.value(pk)}`
  const ofRange = sk && rangeText(sk, index ? `${index}sk` : "sk", at)
  const projected = fields && [...new Set(["pk", "sk", ...fields])].map((field) => at.name(field)).join(", ")
  return {
    TableName,
    KeyConditionExpression: ofRange ? `${ofKey} AND ${ofRange}` : ofKey,
    ScanIndexForward: !query.newestFirst,
    ConsistentRead: query.strong ?? false,
    ...(index && { IndexName: index }),
    ...(limit !== undefined && { Limit: limit }),
    ...(after && { ExclusiveStartKey: itemOf(after) }),
    ...(projected && { ProjectionExpression: projected }),
    ...at.attributes(),
    ...COUNTED,
  }
}

function rangeText(sk: NonNullable<Query["sk"]>, field: string, at: Placeholders): string {
  if ("begins" in sk) return `begins_with(${at.name(field)}, ${at.value(sk.begins)})`
  if ("between" in sk) return `${at.name(field)} BETWEEN ${at.value(sk.between[0])} AND ${at.value(sk.between[1])}`
  const [[word, value]] = Object.entries(sk) as [[keyof typeof SIGNS, string]]
  return `${at.name(field)} ${SIGNS[word]} ${at.value(value)}`
}

export const foundOf = ({ Items = [], LastEvaluatedKey }: QueryCommandOutput): Found => ({
  rows: Items.map(rowOf),
  ...(LastEvaluatedKey && { next: unmarshall(LastEvaluatedKey) }),
})

/** One write, as the items of a transaction have it; alone it is the same with its capacity counted. */
export function writeItem(TableName: string, write: TransactWrite): TransactWriteItem {
  const at = placeholders()
  if ("put" in write) {
    const when = conditioned(write.when, at)
    return { Put: { TableName, Item: itemOf(write.put), ...when, ...at.attributes() } }
  }
  if ("update" in write) {
    const UpdateExpression = updateText(write, at)
    const when = conditioned(write.when, at)
    return { Update: { TableName, Key: keyOf(write.update), UpdateExpression, ...when, ...at.attributes() } }
  }
  if ("remove" in write) {
    const when = conditioned(write.when, at)
    return { Delete: { TableName, Key: keyOf(write.remove), ...when, ...at.attributes() } }
  }
  const ConditionExpression = conditionText(write.when, at)
  return { ConditionCheck: { TableName, Key: keyOf(write.check), ConditionExpression, ...at.attributes() } }
}

/** The operation that carries one write outside a transaction. */
export function writeCall(table: string, write: Write) {
  if ("update" in write) return { operation: "UpdateItem", input: updateInput(table, write) } as const
  const { Put, Delete } = writeItem(table, write)
  if (Put) return { operation: "PutItem", input: { ...(Put as PutItemCommandInput), ...COUNTED } } as const
  return { operation: "DeleteItem", input: { ...(Delete as DeleteItemCommandInput), ...COUNTED } } as const
}

/** An update by itself; one that changes nothing has no expression, and still makes the row. */
export function updateInput(table: string, update: Update): UpdateItemCommandInput {
  const { UpdateExpression, ...bare } = writeItem(table, update).Update!
  return { ...bare, ...(UpdateExpression && { UpdateExpression }), ...COUNTED } as UpdateItemCommandInput
}

/** `token` makes the transaction count once however often its carrier sends it, for ten minutes. */
export const transactInput = (table: string, writes: readonly TransactWrite[], token: string) =>
  ({
    TransactItems: writes.map((write) => writeItem(table, write)),
    ClientRequestToken: token,
    ...COUNTED,
  }) satisfies TransactWriteItemsCommandInput

/** Units of an answer, whatever shape they come in. */
export const unitsOf = (consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
