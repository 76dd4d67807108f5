import type { FindingsDocument } from '../../../src/model/documents/findings.ts';

export const COFFEE = `program Bean {
  currency EUR
}

earn Base on purchase {
	give 1 Sta per 1 EUR
}

tiers Status {
  tier Friend
  tier Silver from 300 EUR
  tier Gold
    from 200 EUR
}
`;

const at = (line: number, column: number): { line: number; column: number } => ({ line, column });

export const sampleFindings: FindingsDocument = {
    schema: 'loyalty/findings/1',
    findings: [
        {
            code: 'points/unknown',
            severity: 'error',
            message: "Unknown points 'Sta'. Did you mean 'Star'?",
            file: 'programs/my coffee.loyalty',
            range: { start: at(6, 9), end: at(6, 12) },
            fix: "Replace 'Sta' by 'Star'",
        },
        {
            code: 'tiers/order',
            severity: 'warning',
            message: "Tier 'Gold' should start above tier 'Silver' (300 EUR).",
            file: 'programs/my coffee.loyalty',
            range: { start: at(12, 3), end: at(13, 17) },
            related: [
                {
                    message: "Tier 'Silver' starts here.",
                    file: 'programs/my coffee.loyalty',
                    range: { start: at(11, 3), end: at(11, 27) },
                },
            ],
        },
        {
            code: 'points/no-worth',
            severity: 'info',
            message: "Points 'Star' can have a worth: without it no report knows what they cost.",
            file: 'gone.loyalty',
            range: { start: at(3, 1), end: at(3, 12) },
        },
    ],
    summary: { files: 3, errors: 1, warnings: 1, infos: 1 },
};
