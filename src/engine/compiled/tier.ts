import type { TierCause } from '../../model/outcome.ts';
import type { Ladder } from '../../model/tiers.ts';
import { fallsDue } from '../moments.ts';
import { nextReview } from '../tier-calendar.ts';
import { whileHolding } from './conditions.ts';
import type { Cause } from './ledger.ts';
import type { Look } from './look.ts';
import type { Code, Sheet } from './sheet.ts';
import { tell } from './told.ts';

/** Numbers of why a tier changes, as they are told. */
export const WHY = [
    'qualified',
    'review',
    'end of grace',
    'return',
    'moved',
    'no longer met',
] as const satisfies readonly TierCause[];

const isMetSomehow = ({ tiers }: Ladder): boolean => tiers.some(({ when }) => when !== undefined);
export const hasGivenTiers = ({ tiers }: Ladder): boolean => tiers.some(({ entry }) => entry !== 'qualification');
/** Reviews of the day on which the tier began. */
const isOfOwnTier = ({ review }: Ladder): boolean => review?.kind === 'anniversary' && review.of === 'tier';
const hasForever = ({ tiers }: Ladder): boolean => tiers.some(({ forever }) => forever);

export function declareTiers(sheet: Sheet): void {
    for (const [l, ladder] of sheet.program.ladders.entries()) {
        sheet.local(`tr${l}`, '0', 'whole');
        sheet.cold(`tu${l}`, '0');
        sheet.cold(`td${l}`, '0');
        if (hasGivenTiers(ladder)) sheet.cold(`tg${l}`, 'false');
        if (hasForever(ladder)) sheet.cold(`tf${l}`, '0');
        if (isOfOwnTier(ladder)) sheet.cold(`ts${l}`, `H.since(m)`);
        if (ladder.grace !== undefined) {
            sheet.local(`gu${l}`, 'Infinity');
            sheet.cold(`gt${l}`, '0');
        }
    }
    if (sheet.program.triggers.some(({ occasion }) => occasion.kind === 'tier')) {
        sheet.cold('cq', '0');
        for (const name of ['cl', 'cf', 'ct']) sheet.array(name, 'whole', 0, 1024);
    }
}

/** After each event and after gifts: the highest tier met may be taken, or a lower one. */
export function looked(sheet: Sheet, code: Code, look: Look, isReturn = false): void {
    for (const [l, ladder] of sheet.program.ladders.entries()) {
        if (!isMetSomehow(ladder)) continue;
        if (isReturn && ladder.onReturn !== 'immediately') continue;
        code.block('', () => {
            met(sheet, code, l, ladder, look);
            if (isReturn) {
                lowered(sheet, code, l, ladder, look, 'return');
                return;
            }
            if (ladder.grace !== undefined) code.line(`if (mc) gu${l} = Infinity;`);
            if (ladder.upgrade === 'immediately')
                code.block(`if (best > tr${l})`, () => {
                    changed(sheet, code, l, ladder, 'best', 'qualified', look);
                    code.line('mc = true;');
                });
            if (ladder.downgrade === 'immediately') lowered(sheet, code, l, ladder, look, 'no longer met');
        });
    }
}

/** Sets `best`, the highest rank that is met, and `mc`, whether the rank held is. */
function met(sheet: Sheet, code: Code, l: number, { name, tiers }: Ladder, look: Look): void {
    code.line(`let best = 0, mc = tr${l} === 0;`);
    for (const { rank, when, entry } of tiers) {
        if (rank === 0 || entry !== 'qualification' || when === undefined) continue;
        whileHolding(sheet, code, name, [when], look, '', () =>
            code.line(`best = ${rank};`, `if (tr${l} === ${rank}) mc = true;`),
        );
    }
}

function lowered(sheet: Sheet, code: Code, l: number, ladder: Ladder, look: Look, why: (typeof WHY)[number]): void {
    const given = hasGivenTiers(ladder) ? `!tg${l} && ` : '';
    code.block(`if (${given}!mc)`, () => {
        code.line(`const low = ${hasForever(ladder) ? `Math.max(best, tf${l})` : 'best'};`);
        code.block(`if (low < tr${l})`, () => changed(sheet, code, l, ladder, 'low', why, look));
    });
}

/** Goes to another rank; it must be another one. */
export function changed(
    sheet: Sheet,
    code: Code,
    l: number,
    ladder: Ladder,
    to: string,
    why: (typeof WHY)[number],
    { at, row, day }: Pick<Look, 'at' | 'row' | 'day'>,
): void {
    const terms = { what: `${l}`, lot: `tr${l}`, x: to, y: `${WHY.indexOf(why)}` };
    code.line(
        ...tell(sheet, 'tier', { at, row: row ?? '-1', ...terms }),
        `if (${to} > tr${l}) tu${l}++; else td${l}++;`,
    );
    if (sheet.program.triggers.some(({ occasion }) => occasion.kind === 'tier' && occasion.ladder === ladder.name))
        code.line(`cl[cq] = ${l}; cf[cq] = tr${l}; ct[cq++] = ${to};`);
    code.line(`tr${l} = ${to};`);
    if (hasGivenTiers(ladder)) code.line(`tg${l} = false;`);
    if (ladder.grace !== undefined) code.line(`gu${l} = Infinity;`);
    if (isOfOwnTier(ladder)) code.line(`ts${l} = ${day}; rv${l} = H.anniversary(${l}, m, ts${l}, ${day});`);
    for (const { rank, forever } of ladder.tiers)
        if (forever) code.line(`if (tr${l} >= ${rank} && tf${l} < ${rank}) tf${l} = ${rank};`);
}

/** A trigger moves the member to a tier. */
export function moved(sheet: Sheet, code: Code, ladderName: string, tier: string, look: Look): void {
    const l = sheet.program.ladders.findIndex(({ name }) => name === ladderName);
    const ladder = sheet.program.ladders[l];
    const rank = ladder?.tiers.findIndex(({ name }) => name === tier) ?? -1;
    if (ladder === undefined) return;
    code.block(`if (tr${l} !== ${rank})`, () => changed(sheet, code, l, ladder, `${rank}`, 'moved', look));
    if (hasGivenTiers(ladder)) code.line(`tg${l} = ${ladder.tiers[rank]?.entry !== 'qualification'};`);
}

/** Variables with the instants at which a ladder is looked at by the calendar. */
export function tierDues(sheet: Sheet): string[] {
    return sheet.program.ladders.flatMap((ladder, l) => [
        ...(ladder.grace === undefined ? [] : [`gu${l}`]),
        ...(ladder.review === undefined ? [] : [`rv${l}`]),
    ]);
}

/** Whether reviews are set anew only where one comes. */
export const isSteadyTier = ({ program }: Sheet, name: string): boolean =>
    program.ladders.some((ladder, l) => name === `rv${l}` && !isOfOwnTier(ladder));

/** The first review strictly after a day. */
export function reviewAfter(sheet: Sheet, l: number, ladder: Ladder): (day: string) => string {
    const { review } = ladder;
    const { zone, turns } = sheet.calendar;
    if (review?.kind === 'anniversary')
        return day => `H.anniversary(${l}, m, ${isOfOwnTier(ladder) ? `ts${l}` : 'NEVER'}, ${day})`;
    return sheet.instantByDay(`review ${l}`, day =>
        review === undefined ? Number.POSITIVE_INFINITY : zone.startOfDay(nextReview(review, day, day, turns)),
    );
}

/** What of ladders falls due at the instant `t`, on the local day `dd`: the end of a grace, then a review. */
export function reviewed(sheet: Sheet, code: Code, look: Look): void {
    const cause: Cause = { at: look.at, day: look.day, row: '-1' };
    for (const [l, ladder] of sheet.program.ladders.entries()) {
        const before: Look = { ...look, view: 'before' };
        if (ladder.grace !== undefined) {
            code.block(`if (gu${l} === t)`, () => {
                code.line(`gu${l} = Infinity;`);
                met(sheet, code, l, ladder, before);
                code.block(`if (!mc && ${canFall(l, ladder)})`, () => {
                    code.line(`const low = Math.max(gt${l}, best);`);
                    code.block(`if (low < tr${l})`, () =>
                        changed(sheet, code, l, ladder, 'low', 'end of grace', { ...cause }),
                    );
                });
            });
        }
        if (ladder.review === undefined) continue;
        code.block(`if (rv${l} === t)`, () => {
            code.line(`rv${l} = ${reviewAfter(sheet, l, ladder)(look.day)};`);
            met(sheet, code, l, ladder, before);
            if (ladder.grace !== undefined) code.line(`if (mc) gu${l} = Infinity;`);
            code.block(`if (best > tr${l})`, () => {
                changed(sheet, code, l, ladder, 'best', 'review', { ...cause });
                code.line('mc = true;');
            });
            code.block(`if (!mc && ${canFall(l, ladder)})`, () => fall(sheet, code, l, ladder, cause));
        });
    }
}

function canFall(l: number, ladder: Ladder): string {
    if (ladder.downgrade === 'none') return 'false';
    const given = hasGivenTiers(ladder) ? `!tg${l}` : 'true';
    return hasForever(ladder) ? `${given} && tr${l} > tf${l}` : given;
}

function fall(sheet: Sheet, code: Code, l: number, ladder: Ladder, cause: Cause): void {
    const least = hasForever(ladder) ? `Math.max(best, tf${l})` : 'best';
    code.line(`const low = ${ladder.downgrade === 'stepwise' ? `Math.max(${below(l, ladder)}, ${least})` : least};`);
    if (ladder.grace === undefined) {
        code.block(`if (low < tr${l})`, () => changed(sheet, code, l, ladder, 'low', 'review', cause));
        return;
    }
    const { grace } = ladder;
    const { zone } = sheet.calendar;
    const until = sheet.instantByDay(`grace ${l}`, day => fallsDue(zone.startOfDay(day), grace, zone));
    code.line(`if (low < tr${l} && gu${l} === Infinity) { gu${l} = ${until(cause.day)}; gt${l} = low; }`);
}

/** The next lower tier that is held by its condition. */
function below(l: number, { tiers }: Ladder): string {
    const lower = tiers.map((_, rank) => {
        for (let each = rank - 1; each > 0; each--) if (tiers[each]?.entry === 'qualification') return each;
        return 0;
    });
    return lower.reduceRight<string>((rest, each, rank) => `(tr${l} === ${rank} ? ${each} : ${rest})`, '0');
}
