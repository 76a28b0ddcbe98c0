declare module "asl-validator" {
  /** Whether a Step Functions definition follows the language, and where it does not. */
  export default function validate(definition: unknown): { isValid: boolean; errors: unknown[] }
}
