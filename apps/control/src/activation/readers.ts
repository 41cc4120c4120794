/** Who sees what was proposed, and hears of it. */
export const proposalReaders = ['register-admin@*', 'dpo@*', 'auditor@*'] as const;
