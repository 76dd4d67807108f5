import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../src/language/compile.ts';
import { type Default, defaultsOf, isWrittenIn, rows } from '../../src/language/defaults/defaults.ts';

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
    38: 'at most … else reject',
    39: 'then give 50%',
    40: 'earns when sold',
    41: 'refund first',
    42: 'holds credit',
    43: 'again starts over',
    44: 'aim … within 30 days',
    45: 'quiet never',
    46: 'tiers stage { … }',
    47: 'referral in group counts',
    49: 'trigger … on friend_returned { take … }',
    50: 'return prices anew',
    51: 'amounts rounded by order',
    52: 'total rounded to 0.05 EUR',
    53: 'shipping taxed pro rata',
    54: 'commit … prorated',
    55: 'spend bonus last',
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
    return (await relied(program, rules)).map(({ about, otherwise }) => `${about}: ${otherwise}`);
}

const sentences = async (rules: string): Promise<readonly string[]> =>
    (await relied(head, rules)).map(({ holds }) => holds);

async function relied(program: string, rules: string): Promise<readonly Default[]> {
    const text = `${program}}\nmember { consent : set of channels }\n${rules}`;
    const { programs, findings } = await compile([{ uri: 'file:///p.loyalty', text }]);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    const [only] = programs;
    if (only === undefined) throw new Error('no program');
    return defaultsOf(only, (declared, clause) => isWrittenIn(text, declared, clause));
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
    ['wallet Card { bonus 5 EUR from 50 EUR _ }', 'wallet Card: spend bonus last', 'spend bonus first'],
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

test.each([
    ['', 'again starts over', 'again starts over'],
    ['', 'limit 1 time per member', 'limit 1 time per member'],
    ['', 'aim purchase happened', 'aim purchase happened'],
    ['aim purchase happened', 'aim … within 30 days', 'within 30 days'],
    ['', 'stop when complaint happened', 'stop when complaint happened'],
    ['', 'quiet never', 'quiet never'],
    ['', 'hold out 10%', 'hold out 10%'],
])("a journey with '%s' relies on %s", async (before, otherwise, clause) => {
    const journey = (written: string) =>
        `journey Hello on enrolment { ${before} ${written}\n send "a" by email wait 3 days send "b" by email }`;
    const program = `${head}  quiet 21:00 to 8:00\n`;
    expect(await told(program, journey(''))).toContain(`journey Hello: ${otherwise}`);
    expect(await told(program, journey(clause))).not.toContain(`journey Hello: ${otherwise}`);
});

test('waits of days end at midnight until an hour is written; waits of hours do not', async () => {
    const journey = (header: string, wait: string) =>
        told(head, `journey Hello on enrolment ${header}{ send "a" by email wait ${wait} send "b" by email }`);
    expect(await journey('', '3 days')).toContain('journey Hello: at 9:00');
    expect(await journey('at 10:00 ', '3 days')).not.toContain('journey Hello: at 9:00');
    expect(await journey('', '3 hours')).not.toContain('journey Hello: at 9:00');
});

test('a journey is told of once, as a journey', async () => {
    const lines = await told(head, 'journey Hello without purchase for 9 days { send "a" by email }');
    expect(lines.filter(line => line.startsWith('trigger'))).toEqual([]);
    expect(lines.filter(line => line === 'journey Hello: at 9:00')).toHaveLength(1);
});

test('journeys without quiet hours, without messages and without gifts are not told of them', async () => {
    const quiet = 'journey Hello: quiet never';
    const returned = 'A return does not take back what it gave.';
    const tag = 'journey Hello on enrolment { tag "a" }';
    const gives = 'points Star {}\njourney Hello on enrolment { give 5 Star }';
    expect(await told(head, 'journey Hello on enrolment { send "a" by email }')).not.toContain(quiet);
    expect(await told(`${head}  quiet 21:00 to 8:00\n`, tag)).not.toContain(quiet);
    expect(await sentences(gives)).toContain(returned);
    expect(await sentences(tag)).not.toContain(returned);
});

test('what always holds is told without a clause', async () => {
    const aim = 'journey Hello on enrolment { aim purchase happened send "a" by email }';
    expect(await sentences(aim)).toContain('Who meets its aim beforehand does not come in.');
    const friend = 'points Star {}\nearn Friend on first purchase of referred member { give 5 Star to referrer }';
    expect(await sentences(friend)).toContain('Nobody refers themselves: such a referral gives nothing.');
    expect(await sentences('points Star {}\nearn Base on purchase { give 5 Star }')).not.toContain(
        'Nobody refers themselves: such a referral gives nothing.',
    );
});

test('the built-in stages are told of where something asks for them, and only as a whole', async () => {
    const asks = 'segment Core { when stage is at least repeat }';
    const own = 'tiers stage { tier stranger tier repeat when visits over lifetime >= 1 }';
    const line = 'program P: tiers stage { … }';
    const lines = await told(head, asks);
    expect(lines).toContain(line);
    expect(lines.filter(it => it.startsWith('tiers'))).toEqual([]);
    expect(await told(head, `${asks}\n${own}`)).not.toContain(line);
    expect(await told(head, '')).not.toContain(line);
});

test('referrals rely on groups that do not count, where members have groups', async () => {
    const friend = 'points Star {}\nearn Friend on first purchase of referred member { give 5 Star to referrer }';
    const groups = `member { household : group }\n${friend}`;
    const line = 'program P: referral in group counts';
    expect(await told(head, groups)).toContain(line);
    expect(await told(`${head}  referral in group counts\n`, groups)).not.toContain(line);
    expect(await told(head, friend)).not.toContain(line);
});

test('gifts for a friend are taken back from the referrer, or stay until friend_returned takes them', async () => {
    const taken = 'What it gives to the referrer is taken back as far as the friend brings the goods back.';
    const friend = 'points Star {}\nearn Friend on first purchase of referred member { give 5 Star }';
    expect(await sentences(friend)).not.toContain(taken);
    expect(await sentences(friend.replace('5 Star', '5 Star to referrer'))).toContain(taken);
    const line = (about: string) => `${about}: trigger … on friend_returned { take … }`;
    const bought =
        'points Star {}\nearn Brought on friend_bought { give 5 Star }\ntrigger Hi on friend_bought { give 1 Star }';
    expect(await told(head, bought)).toEqual(expect.arrayContaining([line('earn Brought'), line('trigger Hi')]));
    const undone = await told(head, `${bought}\ntrigger Undo on friend_returned { take 5 Star }`);
    expect(undone).not.toContain(line('earn Brought'));
    expect(undone).not.toContain(line('trigger Hi'));
});

test('credit is not kept in a wallet until one says that it holds it', async () => {
    const wallet = (clauses: string) => told(head, `wallet Card { ${clauses} }`);
    expect(await wallet('')).toContain('wallet Card: holds credit');
    expect(await wallet('holds credit')).not.toContain('wallet Card: holds credit');
});
