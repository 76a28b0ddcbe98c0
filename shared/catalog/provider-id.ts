const ID = /^[A-Za-z0-9][A-Za-z0-9._+=@-]{0,99}$/

/** Whether a text can be a provider's id: it is part of a page's address and of a secret's name. */
export const isProviderId = (text: string): boolean => ID.test(text)
