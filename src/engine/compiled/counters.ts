import type { Basis, Earn, Give } from '../../model/earn.ts';
import { giftKey } from '../rulebook.ts';
import { type Num, num } from './number.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';

type Every = Extract<Basis, { kind: 'every' }>;

/** A running count of `every n`: what it has come to, and how often it has given. */
interface Counter {
    readonly total: string;
    readonly gifts: string;
    /** Whether the event at hand moved it. */
    readonly moved: string;
    readonly number: number;
}

const books = new WeakMap<Sheet, Map<string, Counter>>();

/** `key` names the gift among all of the program. */
function counterOf(sheet: Sheet, key: string): Counter {
    const all = books.get(sheet) ?? new Map<string, Counter>();
    books.set(sheet, all);
    const known = all.get(key);
    if (known !== undefined) return known;
    const number = all.size;
    const counter = {
        total: sheet.cold(`ctt${number}`, '0'),
        gifts: sheet.cold(`ctg${number}`, '0'),
        moved: sheet.cold(`ctm${number}`, 'false'),
        number,
    };
    all.set(key, counter);
    return counter;
}

/** Those that purchases move. */
function countersOf(sheet: Sheet): Counter[] {
    const { earns } = sheet.program;
    const bought = earns.filter(({ occasion }) => occasion.kind === 'item' || occasion.event === 'purchase');
    const keys = new Set(bought.flatMap(({ name, gives }) => gives.map((_, index) => giftKey(name, index))));
    return [...(books.get(sheet) ?? [])].flatMap(([key, counter]) => (keys.has(key) ? [counter] : []));
}

/** Moves a count on: code, and how often it passes a multiple of its step. */
export function countedOn(
    sheet: Sheet,
    key: string,
    { step }: Every,
    by: Num,
    most: number,
): { readonly lines: readonly string[]; readonly passed: Num } {
    const { total, gifts, moved } = counterOf(sheet, key);
    const passed = sheet.fresh('ps');
    const [numerator, denominator] = [Number(step.numerator) * by.per, Number(step.denominator)];
    const high = by.high * most * denominator;
    if (by.low < 0 || high > Number.MAX_SAFE_INTEGER) refuse(`what is counted 'every' so often may not be exact`);
    const due = denominator === 1 ? `${total} / ${numerator}` : `${total} * ${denominator} / ${numerator}`;
    return {
        lines: [
            `${total} += ${by.code}; ${moved} = true;`,
            `const ${passed} = Math.max(0, Math.floor(${due}) - ${gifts}); ${gifts} += ${passed};`,
        ],
        passed: num(passed, 1, [0, Math.ceil(high / numerator) + 1]),
    };
}

/** The same for a gift, where the code stands. */
export function passedBy(sheet: Sheet, code: Code, { name, gives }: Earn, give: Give, basis: Every, by: Num): Num {
    const { lines, passed } = countedOn(sheet, giftKey(name, gives.indexOf(give)), basis, by, sheet.shape.mostRows);
    code.line(...lines);
    return passed;
}

/** Before a purchase earns: no count is moved yet, and a return may ask how they stood. */
export function countsBefore(sheet: Sheet): string[] {
    return countersOf(sheet).map(
        ({ total, gifts, moved, number }) =>
            `${moved} = false; const cba${number} = ${total}, cbb${number} = ${gifts};`,
    );
}

/** After a purchase has earned: how counts stood before and stand after it; a count that did not move is not known. */
export function countsRemembered(sheet: Sheet): string[] {
    return countersOf(sheet).flatMap(({ total, gifts, moved, number: n }) => {
        for (const name of ['ctb', 'cgb', 'cta', 'cga']) sheet.array(`${name}${n}`, 'double', 1, 1);
        return [
            `if (${moved}) { ctb${n}[ot] = cba${n}; cgb${n}[ot] = cbb${n}; cta${n}[ot] = ${total}; cga${n}[ot] = ${gifts}; }`,
            `else { ctb${n}[ot] = 0; cgb${n}[ot] = 0; cta${n}[ot] = NaN; }`,
        ];
    });
}

/** A purchase is worked out again: counts are as they were before it, and stand aside meanwhile. */
export function countsThen(sheet: Sheet): string[] {
    return countersOf(sheet).flatMap(({ total, gifts, number: n }) => [
        `const cna${n} = ${total}, cnb${n} = ${gifts}; ${total} = ctb${n}[o]; ${gifts} = cgb${n}[o];`,
    ]);
}

/** … and afterwards what the purchase had counted, and does no more, is taken off them. */
export function countsLowered(sheet: Sheet): string[] {
    return countersOf(sheet).flatMap(({ total, gifts, number: n }) => [
        `if (cta${n}[o] === cta${n}[o]) {`,
        `const a = ${total}, b = ${gifts};`,
        `${total} = cna${n} - (cta${n}[o] - a); ${gifts} = cnb${n} - (cga${n}[o] - b);`,
        `cta${n}[o] = a; cga${n}[o] = b;`,
        `} else { ${total} = cna${n}; ${gifts} = cnb${n}; }`,
    ]);
}
