import type { Limit, LimitPeriod } from '../../model/earn.ts';
import type { Look } from './look.ts';
import { firstDayOf } from './metric.ts';
import { constant, type Num, num } from './number.ts';
import { refuse } from './refusal.ts';
import type { Sheet } from './sheet.ts';

/** What was used of a limit or a budget of one member, kept while events pass. */
export interface Used {
    /** Code that lets go of what does not count any more. */
    readonly moved: (look: Pick<Look, 'day'>) => readonly string[];
    readonly used: string;
    readonly use: (amount: string, look: Pick<Look, 'day'>) => readonly string[];
    /** Code that uses more or less of it on a day of the past on which it was used. */
    readonly change: (amount: string, day: string) => readonly string[];
}

const known = new WeakMap<Sheet, Map<string, Used>>();

/** `key` names what is limited. */
export function usedOf(sheet: Sheet, key: string, period: LimitPeriod): Used {
    const all = known.get(sheet) ?? new Map<string, Used>();
    known.set(sheet, all);
    const found = all.get(key) ?? newUsed(sheet, period, key.startsWith('budget '));
    all.set(key, found);
    return found;
}

function newUsed(sheet: Sheet, period: LimitPeriod, isHot: boolean): Used {
    const variable = (name: string, initial: string, kind?: 'whole'): string =>
        isHot ? sheet.local(name, initial, kind) : sheet.cold(name, initial);
    const id = sheet.fresh('lu');
    const used = variable(id, '0');
    const plain = (amount: string): string[] => [`${used} += ${amount};`];
    switch (period.kind) {
        case 'occasion':
            return { moved: () => [], used: '0', use: () => [], change: () => [] };
        case 'lifetime':
            return { moved: () => [], used, use: plain, change: plain };
        case 'calendar': {
            const begin = variable(`${id}p`, 'NEVER', 'whole');
            const from = firstDayOf(sheet, { kind: 'calendar', unit: period.unit, offset: 0 });
            const moved = ({ day }: Pick<Look, 'day'>): string[] => [
                `if (${begin} !== ${from(day)}) { ${begin} = ${from(day)}; ${used} = 0; }`,
            ];
            const change = (amount: string, day: string): string[] => [
                `if (${begin} === ${from(day)}) ${used} += ${amount};`,
            ];
            return { moved, used, use: plain, change };
        }
        case 'rolling': {
            const from = firstDayOf(sheet, { kind: 'rolling', duration: period.duration });
            const [head, tail] = [variable(`${id}h`, '0', 'whole'), variable(`${id}t`, '0', 'whole')];
            const days = sheet.array(`${id}d`, 'whole', 2, daysOf(sheet));
            const amounts = sheet.array(`${id}a`, 'double', 2, daysOf(sheet));
            return {
                moved: ({ day }) => [
                    `for (const from = ${from(day)}; ${head} < ${tail} && ${days}[${head}] < from; ${head}++) ${used} -= ${amounts}[${head}];`,
                ],
                used,
                use: (amount, { day }) => [
                    `${days}[${tail}] = ${day}; ${amounts}[${tail}++] = ${amount}; ${used} += ${amount};`,
                ],
                change: (amount, day) => [
                    `for (let q = ${tail} - 1; q >= ${head} && ${days}[q] >= ${day}; q--) if (${days}[q] === ${day}) { ${amounts}[q] += ${amount}; ${used} += ${amount}; break; }`,
                ],
            };
        }
        case 'membership year':
            return refuse('limits per membership year are not compiled');
    }
}

/** How many days the run has: what falls due by the calendar comes no more often. */
export const daysOf = ({ calendar: { first, last } }: Sheet): number => last - first + 1;

/** What a limit leaves, in whole units of `per`. */
export function leftOf(limit: Pick<Limit, 'amount'>, used: string, per: number): Num {
    const most = constant(limit.amount);
    if (per % most.per !== 0) return refuse('a limit is finer than what it limits');
    const units = most.low * (per / most.per);
    return num(`Math.max(0, ${units} - ${used})`, per, [0, Math.max(0, units)]);
}
