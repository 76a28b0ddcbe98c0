import { Duration, RemovalPolicy } from "aws-cdk-lib"
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3"
import type { Construct } from "constructs"
import { EXPORT_LIFE_DAYS } from "../river.ts"
import { acknowledge } from "./acknowledge.ts"

/** As long as the inbox keeps the small ones; a test holds it against functions/table/delivery.ts. */
export const BODY_LIFE_DAYS = 90
/** Where the doors put bodies that are too big for a row. */
export const BODIES = "bodies/"
/** Access logs name people's addresses: long enough to look into an incident, no longer. */
const ACCESS_LOG_LIFE_DAYS = 30
/** Nobody, the account's owner included, can change or delete an anchored audit head for so long. */
const ANCHOR_LOCK_DAYS = 365

/** What every bucket of ours is: private, encrypted, reachable by TLS only, without left-over uploads. */
export const privateBucket: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
}

const expire = (prefix: string, days: number) => ({ prefix, expiration: Duration.days(days) })

/** Who asked the buckets and CloudFront for what. */
export function accessLogs(scope: Construct): Bucket {
  const bucket = new Bucket(scope, "AccessLogs", {
    ...privateBucket,
    // CloudFront's standard logs are written through an ACL of the log-delivery account.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_LIFE_DAYS) }],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(bucket, "S1", "This is the bucket of access logs; logging its own writes would never end.")
  return bucket
}

/** Exports to download, directory snapshots, and bodies of deliveries too big for a row. */
export const filesBucket = (scope: Construct, logs: Bucket): Bucket =>
  new Bucket(scope, "Files", {
    ...privateBucket,
    lifecycleRules: [
      ...(privateBucket.lifecycleRules ?? []),
      expire("exports/", EXPORT_LIFE_DAYS),
      expire(BODIES, BODY_LIFE_DAYS),
    ],
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: "files/",
    removalPolicy: RemovalPolicy.RETAIN,
  })

/** Heads of the audit chains, written once. What stands here proves that the table's chain was not rewritten. */
export const anchorsBucket = (scope: Construct, logs: Bucket): Bucket =>
  new Bucket(scope, "Anchors", {
    ...privateBucket,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(ANCHOR_LOCK_DAYS)),
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: "anchors/",
    removalPolicy: RemovalPolicy.RETAIN,
  })
