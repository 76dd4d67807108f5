import { Rational } from '../../base/rational.ts';
import type { Price, PriceAction } from '../../model/price.ts';
import type { Program } from '../../model/program.ts';
import { makesSets } from '../prices/run-phase.ts';
import { numberOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { add, atLeastZero, compare, constant, lesser, multiply, type Num, rounded } from './number.ts';
import { Refusal } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';
import { tell } from './told.ts';

type Brackets = Extract<PriceAction, { kind: 'brackets' }>;

/** A share off each line that matches, perhaps not below a floor: whole numbers say what it comes to, where no other rule has a say. */
export function isPlain(rule: Price, program: Program): boolean {
    const [action, ...others] = rule.actions;
    if (rule.phase !== 'item' || action?.kind !== 'percent off' || others.length > 0) return false;
    const { rate, formula, atMost, per, condition } = action;
    const isShare = rate.sign() > 0 && rate.le(Rational.ONE) && [formula, atMost, per, condition].every(isAbsent);
    const clauses = [rule.charge, rule.nth, rule.every, rule.rounding, rule.coupon, program.priceRounding];
    const isCapped =
        program.budgets.some(({ covers }) => covers.includes(rule.name)) ||
        program.combinations.some(({ atMost: most, rules }) => most !== undefined && rules.includes(rule.name));
    return isShare && clauses.every(isAbsent) && !isCapped && rule.limits.length === 0 && rule.neverWith.length === 0;
}

const isAbsent = (clause: unknown): boolean => clause === undefined;

/** Code of the floor of a line's price in minor units; `undefined` where there is none, and where code cannot say it. */
export function floorOn(sheet: Sheet, { floor }: Price, look: Look): Num | 'unsaid' | undefined {
    if (floor === undefined) return undefined;
    try {
        const minor = constant(Rational.of(10n ** BigInt(sheet.program.currency.decimals)));
        return multiply(multiply(numberOf(sheet, floor, look), minor), quantityOf(sheet, 'purchase', 'r'));
    } catch (problem) {
        if (problem instanceof Refusal) return 'unsaid';
        throw problem;
    }
}

/** Code that prices an order which this rule alone changes: `matches` is true for the lines `r` that it looks at. */
export function plainPrice(sheet: Sheet, code: Code, k: number, rule: Price, matches: string, look: Look): void {
    const [action] = rule.actions;
    if (action?.kind !== 'percent off') return;
    const gross = lineGross(sheet, 'purchase', 'r');
    const floor = floorOn(sheet, rule, look);
    const off = multiply({ ...gross, code: 'lg' }, constant(action.rate));
    const room =
        floor === undefined || floor === 'unsaid'
            ? undefined
            : rounded(atLeastZero(add({ ...gross, code: 'lg' }, { ...floor, unknown: '' }, -1)), 'down');
    const most = room === undefined ? off : lesser(off, room);
    code.block('for (let r = i; r < j; r++)', () => {
        code.line(`const lg = ${gross.code}; let off = 0;`);
        code.block(matches === '' ? '' : `if (${matches})`, () => code.line(`off = ${rounded(most, 'half up').code};`));
        code.line('pp[r - b] = lg - off; paid -= off;');
        if (sheet.tells)
            code.line(
                'if (off > 0)',
                ...tell(sheet, 'discount', { at: 'at', row: 'r', what: `${k}`, x: 'off', y: 'lg' }),
            );
    });
}

/** Code that is true where an action may change the price of the line `r`; '' always. */
export function mayChange(sheet: Sheet, rule: Price): string {
    const { actions, charge } = rule;
    const [action, ...others] = actions;
    if (action === undefined || others.length > 0 || charge !== undefined) return '';
    const gross = lineGross(sheet, 'purchase', 'r');
    if (action.kind === 'percent off' && action.formula === undefined) return `${gross.code} > 0`;
    return action.kind === 'brackets' && isByUnit(action) ? bracketsChange(sheet, rule, action, gross) : '';
}

const isByUnit = ({ by, scope, after, measure, zeroUnits, steps, mode }: Brackets): boolean =>
    by === 'quantity' &&
    scope === 'line' &&
    mode === 'graduated' &&
    [after, measure, zeroUnits].every(isAbsent) &&
    steps.every(({ price, flat, above }) => price.kind === 'unit price' && flat === undefined && above !== true) &&
    (steps[0]?.from.le(Rational.ONE) ?? false);

/** Beyond the first step, or where the first step's price is another one: a lower one, where the rule never raises. */
function bracketsChange(sheet: Sheet, rule: Price, { steps }: Brackets, gross: Num): string {
    const [first, second] = steps;
    if (first?.price.kind !== 'unit price') return '';
    const quantity = quantityOf(sheet, 'purchase', 'r');
    const minor = first.price.amount.mul(Rational.of(10n ** BigInt(sheet.program.currency.decimals)));
    const isOther = compare(neverRaises(rule, sheet.program) ? '>' : '!==', gross, multiply(quantity, constant(minor)));
    if (second === undefined) return isOther;
    const edge = Rational.of(second.from.ceil() - 1n);
    return `(${compare('>', quantity, constant(edge))} || ${isOther})`;
}

/** In a group with rules that make sets, rules are taken whole, and the best one never raises what is paid. */
function neverRaises({ name, phase }: Price, { combinations, prices }: Program): boolean {
    const group = combinations.find(({ kind, rules }) => kind === 'price' && rules.includes(name));
    const own = prices.filter(each => each.phase === phase && group?.rules.includes(each.name) === true);
    return group?.mode === 'best' && own.some(makesSets);
}
