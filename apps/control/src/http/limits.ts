/** How often one address may ask, a minute; beyond that the answer is 429. Far above what a house full of people needs. */
export const callsAMinute = 6_000;

/**
 * Logins of one address, which no officer is known of yet: as many as an organisation behind one address has officers. Each one leaves
 * a row until it is through.
 */
export const loginsAMinute = { rateLimit: { max: 300, timeWindow: 60_000 } };

/** Look-ups of persons by one officer: nobody reads more in a minute. */
export const lookupsAMinute = 60;
