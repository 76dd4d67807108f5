import type { Row } from './defaults.ts';

/** What holds at the end of a budget. */
export const budgetDefaults: readonly Row[] = [
    {
        kind: 'budget',
        holds: 'The gift that does not fit into what is left is clipped to it.',
        otherwise: 'at most … else reject',
        clause: /at\s+most[^\n]*\belse\b/,
        concerns: program => program.budgets,
    },
    {
        kind: 'budget',
        holds: 'When it is used up, its rules give nothing more.',
        otherwise: 'then give 50%',
        clause: /then/,
        concerns: program => program.budgets,
    },
];
