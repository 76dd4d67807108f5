import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultsOf, isWrittenIn, rows } from '../../src/cli/defaults.ts';
import { compile } from '../../src/language/compile.ts';

/** For each row of the table that has a clause to say otherwise: the default that tells of it. */
const TOLD: Readonly<Record<number, string>> = {
    1: 'round half up',
    2: 'spread evenly',
    3: 'give … per 1 EUR of purchase.gross',
    4: 'tender points earns normally',
    5: 'crossing earns new tier',
    6: 'above 100 EUR: …',
    8: 'combine A, B: best',
    9: 'give 25% of Base compounding',
    10: 'conditions see running total',
    11: 'limit … else reject',
    12: 'limit … per rolling 30 days',
    13: 'return keeps points',
    14: 'debt forgiven',
    15: 'restored for 60 days',
    16: 'return lowers tier immediately',
    17: 'downgrade immediately',
    18: 'spend oldest first',
    24: 'migrate from version "1" { … }',
    26: 'consent member.FIELD',
    27: 'quiet 21:00 to 8:00',
    28: 'at most 2 messages per member per week',
    29: 'tax rounded by order',
    30: 'ties to the earlier member',
    31: 'review monthly on 1',
    32: 'pool by household',
    33: 'leaving leaves points',
    34: 'transfer to members',
    35: 'transfer to members { expiry anew }',
    36: 'round discount down',
    37: 'return gives code back',
};

/** No defaults: one must be written, the other is asked in a condition. */
const NO_DEFAULT = [7, 23];

test('every row of the table of meaning.md is told by --defaults', () => {
    const page = readFileSync(new URL('../../docs/language/meaning.md', import.meta.url), 'utf8');
    const table = [...page.matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)];
    expect(table.length).toBeGreaterThan(30);
    const asked = table.filter(([, , otherwise]) => otherwise !== '-').map(([, number]) => Number(number));
    expect(asked.filter(number => TOLD[number] === undefined && !NO_DEFAULT.includes(number))).toEqual([]);
    const known = new Set(rows.map(({ otherwise }) => otherwise));
    expect(Object.values(TOLD).filter(otherwise => !known.has(otherwise))).toEqual([]);
});

const head = 'program P {\n  currency EUR\n  timezone "Europe/Berlin"\n  channels email\n';

async function told(program: string, rules: string): Promise<readonly string[]> {
    const text = `${program}}\nmember { consent : set of channels }\n${rules}`;
    const { programs, findings } = await compile([{ uri: 'file:///p.loyalty', text }]);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    const [only] = programs;
    if (only === undefined) throw new Error('no program');
    const defaults = defaultsOf(only, (declared, clause) => isWrittenIn(text, declared, clause));
    return defaults.map(({ about, otherwise }) => `${about}: ${otherwise}`);
}

test.each([
    ['', 'trigger Hi on purchase { send "hi" by email }', 'program P: consent member.FIELD', 'consent member.consent'],
    ['', 'trigger Hi on purchase { send "hi" by email }', 'program P: quiet 21:00 to 8:00', 'quiet 21:00 to 8:00'],
])('%s%s relies on %s until %s is written', async (clauses, rules, line, clause) => {
    expect(await told(head + clauses, rules)).toContain(line);
    expect(await told(`${head}  ${clause}\n`, rules)).not.toContain(line);
});

test.each([
    ['trigger Hi on purchase { send "hi" by email _ }', 'trigger Hi: hold out 10%', 'hold out 10%'],
    [
        'coupon Ten { code "TEN" _ }\nprice P1 on order { discount 5% with coupon Ten }',
        'coupon Ten: limit 1 time per member',
        'limit 1 time per member',
    ],
    ['contract C { discount 5% _ }', 'contract C: term 12 months', 'term 12 months'],
    [
        'rebate R { by spend over calendar year graduated { from 0 EUR: 1% } settle at end as credit _ }',
        'rebate R: partial 50% each quarter',
        'partial 50% each quarter',
    ],
    ['points Star { _ }', 'points Star: transfer to members', 'transfer to members'],
    [
        'price A on order { discount 5 EUR }\nbudget B { covers A at most 5 EUR _ }',
        'budget B: during 2026-06-01 through 2026-08-31',
        'during 2026-06-01 through 2026-08-31',
    ],
    [
        'tiers S { qualify by spend over last 12 months _ tier A tier B from 5 EUR }',
        'tiers S: upgrade review',
        'upgrade immediately',
    ],
    [
        'points Star {}\nreward Cup { costs 5 Star give "a cup" _ }',
        'reward Cup: limit 1 time per member per month',
        'limit 1 time per member per month',
    ],
])('%s relies on %s', async (rules, line, clause) => {
    expect(await told(head, rules.replace('_', ''))).toContain(line);
    expect(await told(head, rules.replace('_', clause))).not.toContain(line);
});
