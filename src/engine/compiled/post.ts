import type { GiftLife, Limit } from '../../model/earn.ts';
import type { RoundingMode } from '../../model/points.ts';
import { isCommon } from '../budget-account.ts';
import { budgetsUsed } from './common-budgets.ts';
import { duringCode } from './during.ts';
import { type Cause, issued } from './ledger.ts';
import { leftOf, usedOf } from './limit.ts';
import { add, multiple, type Num, rounded, withPer } from './number.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';
import { tell } from './told.ts';

/** What gives: a rule or a trigger. */
export interface GiverCode {
    readonly name: string;
    readonly limits: readonly Limit[];
    readonly round: RoundingMode | undefined;
    readonly countsFirings: boolean;
}

/** One gift in generated code, whole points: before limits, and what is left after them. */
export interface GrantCode {
    readonly giver: GiverCode;
    readonly points: string;
    /** A life of its own. */
    readonly life: GiftLife | undefined;
    readonly asked: Num;
    readonly amount: Num;
    /** Variable with the number of the text of the limit that clipped it, -1 for none; '' where none can. */
    readonly limitedBy: string;
}

interface Share {
    readonly giver: GiverCode;
    readonly grants: readonly GrantCode[];
    readonly p: number;
    /** Exact, in units of the points' decimals. */
    readonly exact: Num;
    /** Variable with what is posted in the end. */
    readonly posted: string;
}

/** What becomes of a share: `posted` is the variable with its amount, its lot is the last of the ledger. */
export type Keep = (giver: string, p: number, posted: string) => readonly string[];

/** Rounds, keeps to budgets, makes lots, and notes what of limits is used up. Gives the shares, each with its variable. */
export function post(
    sheet: Sheet,
    code: Code,
    grants: readonly GrantCode[],
    cause: Cause,
    keep: Keep = () => [],
): readonly { readonly giver: string; readonly p: number; readonly posted: string }[] {
    const shares = gather(sheet, grants);
    for (const { posted } of shares) code.line(`let ${posted} = 0;`);
    const groups = Map.groupBy(shares, ({ giver, p }) => (giver.round === undefined ? `${p}` : `${p} ${giver.name}`));
    for (const together of groups.values()) roundOff(sheet, code, together);
    const covering = sheet.program.budgets.filter(({ covers }) =>
        shares.some(({ giver }) => covers.includes(giver.name)),
    );
    for (const { name, per } of covering)
        if (per !== undefined) code.line(...usedOf(sheet, `budget ${name}`, per.period).moved(cause));
    for (const share of shares) {
        code.block(`if (${share.posted} > 0)`, () => postShare(sheet, code, share, cause, keep));
    }
    noteUses(sheet, code, shares, cause);
    return shares.map(({ giver, p, posted }) => ({ giver: giver.name, p, posted }));
}

function gather(sheet: Sheet, grants: readonly GrantCode[]): Share[] {
    const found: { giver: GiverCode; p: number; grants: GrantCode[] }[] = [];
    for (const grant of grants) {
        const p = sheet.program.points.findIndex(({ name }) => name === grant.points);
        const share = found.find(each => each.giver.name === grant.giver.name && each.p === p);
        if (share === undefined) found.push({ giver: grant.giver, p, grants: [grant] });
        else if (found.at(-1) !== share) refuse(`'${grant.giver.name}' gives kinds of points by turns`);
        else if (JSON.stringify(share.grants[0]?.life) !== JSON.stringify(grant.life))
            refuse(`'${grant.giver.name}' gives points of several lives at once`);
        else share.grants.push(grant);
    }
    return found.map(({ giver, p, grants: own }) => {
        const exact = own.map(({ amount }) => amount).reduce((sum, each) => add(sum, each));
        return { giver, grants: own, p, exact, posted: sheet.fresh('a') };
    });
}

function roundOff(sheet: Sheet, code: Code, shares: readonly Share[]): void {
    const [first] = shares;
    if (first === undefined) return;
    const points = sheet.program.points[first.p];
    const mode = first.giver.round ?? points?.round ?? 'down';
    const perUnit = 10 ** (points?.decimals ?? 0);
    if (shares.length === 1) {
        code.line(`${first.posted} = ${rounded(first.exact, mode, perUnit).code};`);
        return;
    }
    const per = shares.reduce((all, { exact }) => multiple(all, exact.per), 1);
    const weights = shares.map(({ exact }) => withPer(exact, per).code);
    const sum = shares.map(({ exact }) => exact).reduce((all, each) => add(all, each));
    code.line('{');
    for (const [index, weight] of weights.entries()) code.line(`W[${index}] = ${weight};`);
    code.line(`H.apportion(${rounded(sum, mode, perUnit).code}, W, ${shares.length});`);
    for (const [index, { posted }] of shares.entries()) code.line(`${posted} = W[${index}];`);
    code.line('}');
}

function postShare(sheet: Sheet, code: Code, share: Share, cause: Cause, keep: Keep): void {
    const { giver, p, posted, grants } = share;
    const by = budgeted(sheet, code, share, cause);
    const common = budgetsUsed(sheet, giver.name, p, posted, cause);
    const limits = grants.flatMap(({ limitedBy }) => (limitedBy === '' ? [] : [limitedBy]));
    const clipped = [...(by === '' ? [] : [by]), ...limits];
    const write = (): void => {
        if (sheet.tells && clipped.length > 0) {
            const text = clipped.reduceRight((rest, each) => `(${each} >= 0 ? ${each} : ${rest})`, '-1');
            const asked = grants.map(grant => grant.asked).reduce((sum, each) => add(sum, each));
            code.block(`if (${text} >= 0)`, () =>
                code.line(
                    ...tell(sheet, 'asked', {
                        at: cause.at,
                        row: cause.row,
                        what: text,
                        x: asked.code,
                        y: `${asked.per}`,
                    }),
                ),
            );
        }
        code.line(...common);
        code.line(
            ...issued(sheet, p, posted, sheet.text(giver.name), cause, grants[0]?.life),
            ...keep(giver.name, p, posted),
        );
    };
    if (by === '') write();
    else code.block(`if (${posted} > 0)`, write);
}

/** Clips by the budgets of one member that cover the giver. Gives the variable with the text of the one that does. */
function budgeted(sheet: Sheet, code: Code, { giver, p, posted }: Share, cause: Cause): string {
    const points = sheet.program.points[p];
    const covering = sheet.program.budgets.filter(budget => !isCommon(budget) && budget.covers.includes(giver.name));
    if (points === undefined || covering.length === 0) return '';
    const [budget, ...others] = covering;
    if (budget?.per === undefined || others.length > 0) return refuse(`several budgets cover '${giver.name}'`);
    if (budget.atMost.kind !== 'points' || budget.atMost.points !== points.name) return '';
    const by = sheet.fresh('by');
    const { used, use } = usedOf(sheet, `budget ${budget.name}`, budget.per.period);
    const left = leftOf(budget.atMost, used, 10 ** points.decimals).code;
    const index = sheet.program.budgets.indexOf(budget);
    code.line(`let ${by} = -1;`);
    const inTime = duringCode(sheet, budget.during, cause);
    code.block(inTime === '' ? '' : `if (${inTime})`, () => {
        code.line(`const left = ${left}, asked = ${posted};`);
        code.block('if (asked > left)', () => {
            code.line(
                `${posted} = ${budget.excess === 'reject' ? '0' : 'left'};`,
                `${by} = ${sheet.text(`budget ${budget.name}`)};`,
            );
            code.line(`br${index} += asked - ${posted};`);
            code.line(`if (left > 0 && !(bo${index} <= ${cause.at})) bo${index} = ${cause.at};`);
            code.line(...use('left', cause));
        });
        code.block('else', () => {
            code.line(`if (left > 0 && left <= asked && !(bo${index} <= ${cause.at})) bo${index} = ${cause.at};`);
            code.line(...use('asked', cause));
        });
        code.line(`bu${index} += ${posted};`);
    });
    return by;
}

function noteUses(sheet: Sheet, code: Code, shares: readonly Share[], cause: Cause): void {
    for (const own of Map.groupBy(shares, ({ giver }) => giver.name).values()) {
        const [first] = own;
        if (first === undefined) continue;
        const { giver } = first;
        for (const [index, limit] of giver.limits.entries()) {
            if (limit.of === 'times' && giver.countsFirings) continue;
            const { use } = usedOf(sheet, `${giver.name}/${index}`, limit.period);
            if (limit.of === 'points') {
                if (own.length > 1) refuse(`a limit of '${giver.name}' counts several kinds of points`);
                code.line(`if (${first.posted} > 0) {`, ...use(first.posted, cause), '}');
            } else {
                const gives = own.flatMap(({ grants }) => grants.map(({ amount }) => `${amount.code} > 0`));
                code.line(`if (${gives.join(' || ')}) {`, ...use('1', cause), '}');
            }
        }
    }
}
