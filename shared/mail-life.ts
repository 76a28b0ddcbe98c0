/** How long a mail that the console wrote is kept. */
export const MAIL_LIFE_DAYS = 90
