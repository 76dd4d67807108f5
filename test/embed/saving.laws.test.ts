import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
    type EventGiven,
    type Happened,
    loadProgram,
    type Members,
    openMembers,
    resumeMembers,
} from '../../src/embed/index.ts';
import type { Program } from '../../src/model/program.ts';
import { RICH } from '../engine/support/histories.ts';
import { BEGINS, historyOf, peopleOf } from './made-up.ts';

/* Splitting a history at any instant, and taking it up again from what was saved as text, gives the same. */

const DAY = 86_400_000;

/** What members share: a balance, budgets, limits of the whole program, ranks, codes, points that are sent. */
const SHARED = `program Shared { currency EUR timezone "Europe/Berlin" channels email, sms }
member { household : group }
event opened { message : text }
wallet Card { }
points Star { worth 0.02 EUR pool by household transfer to members }
tiers Best { qualify by spend over last 6 months review monthly on 1 tier Some tier Top from top 40% }
segment Rest { when top 50% of members by visits over last 2 months }
earn Base on purchase { give 1 Star per 1 EUR limit 400 Star per program per month }
earn Friends on friend_bought { give 20 Star }
coupon Ten { codes "a" single use }
price TenOff on order { with coupon Ten discount 10% }
reward Coffee { costs 20 Star give "a coffee" worth 2 EUR limit 3 times per program per month }
trigger Back without purchase for 20 days { give 5 Star send "come back" by email hold out 20% }
journey Return without purchase for 25 days {
  aim  purchase happened within 30 days
  send "hello" by email
  wait 3 days
  give 5 Star
}
budget Gifts { covers Base, Back at most 6 EUR per month }
`;

const programs = new Map<string, Readonly<Record<string, string>> | string>([
    ...globSync('examples/*/').map(
        folder =>
            [
                folder,
                Object.fromEntries(globSync(`${folder}/*.loyalty`).map(path => [path, readFileSync(path, 'utf8')])),
            ] as const,
    ),
    ['the rich one of the engine', RICH],
    ['one whose members share', SHARED],
]);

const seen = new Set<string>();

test.each([...programs])('%s', async (_, source) => {
    const loaded = await loadProgram(source);
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    const { program } = loaded;
    const end = BEGINS + 900 * DAY;
    fc.assert(
        fc.property(historyOf(program), fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
            const last = history.at(-1)?.at ?? BEGINS;
            const cut = Math.floor(BEGINS + (Number(last) + 40 * DAY - BEGINS) * share);
            const whole = open(program);
            const all = [...feed(whole, history, () => true), ...happenedBy(whole.advance(end))];
            const first = open(program);
            const before = feed(first, history, at => at <= cut);
            before.push(...happenedBy(first.advance(cut)));
            const second = resumeMembers(program, JSON.parse(JSON.stringify(first.save())));
            if (!second.ok) throw new Error(second.problems.join());
            const after = feed(second.members, history, at => at > cut);
            after.push(...happenedBy(second.members.advance(end)));
            expect([...before, ...after]).toEqual(all);
            expect(second.members.save()).toEqual(whole.save());
            for (const { kind } of all) seen.add(kind);
        }),
        { numRuns: 12, seed: 11 },
    );
});

test('the histories reach what they are about', () => {
    const kinds = [
        'purchase',
        'return',
        'points',
        'tier',
        'trigger',
        'redemption',
        'transfer',
        'contract',
        'journey',
        'credit',
    ];
    for (const kind of kinds) expect([...seen], kind).toContain(kind);
});

function open(program: Program): Members {
    const opened = openMembers(program, { begins: BEGINS });
    if (!opened.ok) throw new Error(opened.problems.join());
    for (const [who, given] of peopleOf(program)) {
        const joined = opened.members.join(who, given);
        if (!joined.ok) throw new Error(joined.problems.join());
    }
    return opened.members;
}

function feed(members: Members, history: readonly EventGiven[], isMeant: (at: number) => boolean): Happened[] {
    return history.filter(({ at }) => isMeant(Number(at))).flatMap(event => happenedBy(members.apply(event)));
}

function happenedBy(effects: ReturnType<Members['apply']>): readonly Happened[] {
    if (!effects.ok) throw new Error(effects.problems.join());
    return effects.happened;
}
