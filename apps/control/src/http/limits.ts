/** How often one caller may ask, a minute; beyond that the answer is 429. Far above what a person or a program needs. */
export const callsAMinute = 6_000;

/** Logins of one address. */
export const loginsAMinute = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** Look-ups of persons by one address: nobody reads more in a minute. */
export const lookupsAMinute = { rateLimit: { max: 60, timeWindow: 60_000 } };
