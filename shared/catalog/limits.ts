/** As many providers and models has the catalog at most: all of it is read at once. */
export const PROVIDERS_MAX = 100
export const MODELS_MAX = 500
