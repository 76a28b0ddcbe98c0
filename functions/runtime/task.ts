import middy from "@middy/core"

/** Wraps every function that a workflow or a schedule calls: JSON in, JSON out, errors thrown by name. */
export const task = <Input, Output>(run: (input: Input) => Promise<Output>) => middy((input: Input) => run(input))
