import { Stack, Validations } from "aws-cdk-lib"
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference.js"
import type { IConstruct } from "constructs"

/**
 * Says why a rule of AwsSolutions does not hold here. The reason is for the person who reviews the deployment.
 * A rule that reports several findings wants each one named: `IAM5[Resource::*]`.
 */
export function acknowledge(where: IConstruct, rule: string, reason: string): void {
  Validations.of(where).acknowledge({ id: `AwsSolutions-${rule}`, reason })
}

/** Says why a permission reaches a pattern of resources. The finding's name is spelled by the checker itself. */
export function acknowledgePattern(where: IConstruct, resource: string, reason: string): void {
  acknowledge(where, `IAM5[Resource::${flattenCfnReference(Stack.of(where).resolve(resource))}]`, reason)
}
