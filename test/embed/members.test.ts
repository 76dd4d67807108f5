import { expect, test } from 'vitest';
import { loadProgram, type Members, openMembers, resumeMembers } from '../../src/embed/index.ts';
import type { Program } from '../../src/model/program.ts';

const text = (
    rate: number,
    version = '1',
): string => `program Club { currency EUR timezone "Europe/Berlin" version "${version}" channels email }
member { household : group  birthday : date }
item { category : one of tea, cake }
points Star "Stars" { worth 0.02 EUR pending 5 days }
tiers Status { qualify by spend over last 12 months tier Friend tier Gold from 100 EUR }
earn Base on purchase { give ${rate} Star per 1 EUR }
earn Friends on first purchase of referred member { give 10 Star to referrer }
price Tea on item { where category is tea discount 10% }
trigger Hello on reaching Gold { send "gold" by email }
`;

async function programOf(source: string): Promise<Program> {
    const loaded = await loadProgram(source);
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    return loaded.program;
}

async function club(source = text(1)): Promise<{ program: Program; members: Members }> {
    const program = await programOf(source);
    const opened = openMembers(program, { begins: '2026-01-01' });
    if (!opened.ok) throw new Error(opened.problems.join('\n'));
    opened.members.join('ann', { fields: { household: 'h', birthday: '1990-05-01' } });
    return { program, members: opened.members };
}

const cake = { sku: 'CAKE', price: '12.00', quantity: 10, fields: { category: 'cake' } };
const buy = (id: string, at = '2026-02-01T10:00:00Z') => ({ id, member: 'ann', event: 'purchase', at, lines: [cake] });

test('a purchase is said as JSON: points, tier, trigger', async () => {
    const { members } = await club();
    const effects = members.apply(buy('1'));
    if (!effects.ok) throw new Error(effects.problems.join());
    expect(JSON.parse(JSON.stringify(effects.happened))).toEqual(effects.happened);
    const said = effects.happened.map(({ member: _, at: __, cause: ___, ...each }) => each);
    expect(said).toContainEqual({
        kind: 'points',
        flow: 'issued',
        points: 'Star',
        rule: 'Base',
        amount: '120',
        available: '2026-02-05T23:00:00.000Z',
    });
    expect(said).toContainEqual({ kind: 'tier', ladder: 'Status', from: 'Friend', to: 'Gold', why: 'qualified' });
    expect(said).toContainEqual({
        kind: 'trigger',
        trigger: 'Hello',
        result: 'fired',
        actions: [{ kind: 'send', message: 'gold', channels: ['email'] }],
    });
    expect(members.balance('ann', 'Star')).toEqual({ available: '0', pending: '120', debt: '0' });
    expect(members.upcoming('ann')[0]).toEqual({ at: '2026-02-05T23:00:00.000Z', kind: 'release', of: 'Star' });
});

test('the same id counts once', async () => {
    const { members } = await club();
    members.apply(buy('1'));
    expect(members.apply(buy('1'))).toMatchObject({ ok: true, happened: [{ kind: 'repeated' }] });
    expect(members.balance('ann', 'Star')?.pending).toBe('120');
});

test('a quote leaves everything as it was, however often one asks', async () => {
    const { members } = await club();
    members.apply(buy('1'));
    const before = JSON.stringify(members.save());
    const basket = { at: '2026-02-03', lines: [{ sku: 'T', price: 4.99, fields: { category: 'tea' } }] };
    const first = members.quote('ann', basket);
    expect(members.quote('ann', basket)).toEqual(first);
    expect(JSON.stringify(members.save())).toBe(before);
    expect(first).toMatchObject({
        ok: true,
        quote: { gross: '4.99', discount: '0.50', paid: '4.49', discounts: [{ rule: 'Tea', amount: '0.50' }] },
    });
    // What was quoted is what then happens.
    const done = members.apply({ ...basket, id: '2', member: 'ann', event: 'purchase' });
    expect(done.ok && done.happened.find(({ kind }) => kind === 'purchase')).toMatchObject({ paid: '4.49' });
});

test.each([
    ['an event that is not there', { event: 'purchas' }, "There is no event 'purchas'. Did you mean 'purchase'?"],
    [
        'a member who is not here',
        { member: 'anne' },
        "There is no member 'anne' here: let them join, or resume them. Did you mean 'ann'?",
    ],
    ['no id', { id: '' }, "'id' must be text that is not empty."],
    [
        'no time',
        { at: 'soon' },
        "'at' must be a time such as 2026-03-02T14:05:00+01:00, a Date, or whole milliseconds since 1970.",
    ],
    [
        'an unknown field of an item',
        { lines: [{ price: 1, fields: { colour: 'red' } }] },
        "The program knows no field 'colour' of items.",
    ],
    [
        'a price that is no number',
        { lines: [{ price: '1,50' }] },
        "'price' of line 1: '1,50' is not a number. Decimals are written with a point.",
    ],
    ['lines that are no list', { lines: 3 }, "'lines' must be a list."],
    ['an unknown reward', { redeem: ['Tee'] }, "There is no reward 'Tee'."],
    ['nothing at all', null, "There is no event 'undefined'."],
] as const)('%s is refused with a sentence, and nothing has happened', async (_, change, problem) => {
    const { members } = await club();
    const before = members.save();
    // JavaScript gives anything.
    const given = (change === null ? null : { ...buy('1'), ...change }) as never;
    const refused = members.apply(given);
    expect(refused.ok ? [] : refused.problems).toContain(problem);
    expect(members.save()).toEqual(before);
});

test('fields change; who lives together changes by events', async () => {
    const { members } = await club(text(1).replace('pending 5 days', 'pool by household'));
    expect(members.change('ann', { birthday: '1990-06-01' }, '2026-02-02')).toMatchObject({ ok: true });
    const [date, group] = [
        members.change('ann', { birthday: 'May' }, '2026-02-02'),
        members.change('ann', { household: 'x' }, '2026-02-02'),
    ];
    expect(date.ok ? [] : date.problems).toEqual([
        "'birthday': 'May' is not a date: write 2026-03-02 or 2026-03-02T14:05:00+01:00.",
    ]);
    expect(group.ok ? [] : group.problems).toEqual(["'household' changes by the events group_joined and group_left."]);
    members.join('bob', { fields: { household: 'h' } });
    members.apply(buy('1'));
    expect(members.balance('bob', 'Star')).toMatchObject({ available: '120', group: 'h' });
});

test('a quote sees the balance that others share', async () => {
    const pooled = `${text(1).replace('pending 5 days', 'pool by household')}reward Slice { costs 50 Star give 1 EUR off }`;
    const { members } = await club(pooled);
    members.join('bob', { fields: { household: 'h' } });
    members.apply({ ...buy('1'), member: 'bob' });
    const quote = members.quote('ann', { at: '2026-02-03', lines: [cake], redeem: ['Slice'] });
    expect(quote).toMatchObject({ ok: true, quote: { paid: '119.00' } });
    expect(members.balance('ann', 'Star')?.available).toBe('120');
});

test('who should have got something and is not here is named', async () => {
    const { members } = await club();
    members.join('bob', { referrer: 'ann' });
    const row = members.saveMember('ann');
    members.release('ann');
    expect(members.apply({ ...buy('1'), member: 'bob' })).toMatchObject({ ok: true, missed: ['ann'] });
    expect(row.ok && members.resume(row.saved)).toEqual({ ok: true, member: 'ann' });
    expect(row.ok && members.resume(row.saved)).toEqual({ ok: false, problems: ["The member 'ann' is here already."] });
});

test('a state of another program or version, or a damaged one, is refused with a sentence', async () => {
    const { program, members } = await club();
    members.apply(buy('1'));
    const saved = JSON.parse(JSON.stringify(members.save()));
    const problem = (result: ReturnType<typeof resumeMembers>): string => (result.ok ? '' : (result.problems[0] ?? ''));
    expect(problem(resumeMembers(await programOf(text(2, '2')), saved))).toBe(
        `'Club' is version "2", the saved state of version "1". Load the program that saved it, or resume with { migrate: true }.`,
    );
    expect(problem(resumeMembers(await programOf(text(2)), saved))).toMatch(
        /^'Club' has other rules, with the same version "1"\./,
    );
    expect(problem(resumeMembers(await programOf(text(1).replace('Club', 'Den')), saved))).toBe(
        "The saved state is of the program 'Club', not of 'Den'.",
    );
    // Titles, tests and comments are no rules.
    expect(resumeMembers(await programOf(text(1).replace('"Stars"', '"Points"')), saved).ok).toBe(true);
    const damaged = [
        undefined,
        'text',
        [],
        {},
        { schema: 3 },
        { ...saved, schema: 'loyalty/members/0' },
        { ...saved, members: [] },
    ];
    for (const each of damaged)
        expect(problem(resumeMembers(program, each)), JSON.stringify(each)).toMatch(
            /^Th(is is no )?e? ?saved state|^This is no/,
        );
    for (const key of Object.keys(saved)) {
        const { [key]: _, ...rest } = saved;
        expect(resumeMembers(program, rest).ok, key).toBe(false);
    }
    expect(resumeMembers(program, saved, { migrate: true }).ok).toBe(true);
});

test('keys may come back in another order', async () => {
    const { program, members } = await club();
    members.apply(buy('1'));
    const turn = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(turn);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
            Object.entries(value)
                .map(([key, each]) => [key, turn(each)] as const)
                .toReversed(),
        );
    };
    const resumed = resumeMembers(program, turn(JSON.parse(JSON.stringify(members.save()))));
    expect(resumed.ok && resumed.members.save()).toEqual(members.save());
});

test('a program with mistakes says where they are', async () => {
    const loaded = await loadProgram({ 'club.loyalty': text(1).replace('Star per', 'Sta per') });
    expect(loaded.ok ? [] : loaded.problems).toEqual(["club.loyalty:6:32: Unknown unit 'Sta'. Did you mean 'Star'?"]);
    expect(await loadProgram('')).toMatchObject({ ok: false });
    expect(await loadProgram({})).toMatchObject({ ok: false });
    const two = await loadProgram({ 'a.loyalty': text(1), 'b.loyalty': text(1).replace('Club', 'Den') });
    expect(two.ok ? [] : two.problems).toEqual([
        "There are several programs, 'Club' and 'Den': say which one with { program: 'Club' }.",
    ]);
    const den = await loadProgram(
        { 'a.loyalty': text(1), 'b.loyalty': text(1).replace('Club', 'Den') },
        { program: 'Den' },
    );
    expect(den.ok && den.program.name).toBe('Den');
});
