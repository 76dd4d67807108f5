import { Rational } from '../../base/rational.ts';
import type { Earn, Give } from '../../model/earn.ts';
import type { Expression } from '../../model/expression.ts';
import { partsOf } from '../evaluate.ts';
import { giftKey } from '../rulebook.ts';
import { whileHolding } from './conditions.ts';
import { passedBy } from './counters.ts';
import type { Lines } from './earn.ts';
import { quantityOf } from './fields.ts';
import type { Look } from './look.ts';
import { constant, lesser, multiply, type Num, num, rounded } from './number.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import { countedInRow } from './rows.ts';
import type { Code, Sheet } from './sheet.ts';

/** Whether a rule on items asks nothing but its lines, of which all is known where that matters. */
export function isInPassing(sheet: Sheet, { occasion, where, gives }: Earn): boolean {
    const conditions = [...where, ...gives.flatMap(({ condition }) => condition ?? [])];
    // What a return undoes is noted before a purchase counts.
    const counts = sheet.shape.hasEvent('return') && gives.some(({ basis }) => basis.kind === 'every');
    return occasion.kind === 'item' && !sheet.tells && !counts && !isPriced(sheet) && conditions.every(asksLineOnly);
}

const asksLineOnly = (expression: Expression): boolean =>
    expression.kind !== 'event field' && expression.kind !== 'segment' && partsOf(expression).every(asksLineOnly);

/** A rule that looks at each line by itself. */
export function byLine(sheet: Sheet, code: Code, rule: Earn, amounts: readonly string[], lines: Lines): Num[] {
    let numbers: Num[] = [];
    lines.each(look => {
        numbers = ofLine(sheet, code, rule, amounts, look, lines.most);
    });
    return numbers;
}

export function ofLine(
    sheet: Sheet,
    code: Code,
    rule: Earn,
    amounts: readonly string[],
    look: Look,
    most: number,
): Num[] {
    const numbers: Num[] = [];
    whileHolding(sheet, code, rule.name, rule.where, look, '', () => {
        for (const [index, give] of rule.gives.entries()) {
            const name = amounts[index] ?? '';
            let worth: Num = num('0', 1, [0, 0]);
            const conditions = give.condition === undefined ? [] : [give.condition];
            whileHolding(sheet, code, rule.name, conditions, look, '', () => {
                worth = worthOfLine(sheet, code, rule, give, look);
                code.line(`${name} += ${worth.code};`);
            });
            numbers[index] = num(name, worth.per, [0, worth.high * most]);
        }
    });
    return numbers;
}

function worthOfLine(sheet: Sheet, code: Code, rule: Earn, give: Give, look: Look): Num {
    const { line } = look;
    const { basis, amount, unit } = give;
    const points = sheet.program.points.find(({ name }) => unit.kind === 'points' && name === unit.points);
    const capped = (n: Num): Num => (give.atMost === undefined ? n : lesser(n, constant(give.atMost)));
    const exact = ((): Num => {
        if (basis.kind === 'flat') return constant(amount);
        if (basis.kind === 'every' && line !== undefined) {
            const by = ofLineCounted(sheet, basis, line);
            const passed = passedBy(sheet, code, rule, give, basis, by);
            return multiply(passed, constant(amount));
        }
        if (basis.kind === 'in a row') {
            const counted = countedInRow(sheet, giftKey(rule.name, rule.gives.indexOf(give)), basis, look);
            code.line(...counted.lines);
            return multiply(counted.passed, constant(amount));
        }
        if (basis.kind !== 'per' || basis.of !== undefined || line === undefined)
            return refuse(`'${give.text}' is not compiled for items`);
        const net = { ...line.paid, per: 10 ** sheet.program.currency.decimals };
        const steps = multiply(net, constant(Rational.ONE.div(basis.step)));
        return multiply(basis.whole ? rounded(steps, 'down') : steps, constant(amount));
    })();
    const isRounded = rule.round === undefined ? (points?.roundEach ?? false) : rule.roundEach;
    if (!isRounded) return capped(exact);
    const decimals = points?.decimals ?? 0;
    return { ...rounded(capped(exact), rule.round ?? points?.round ?? 'down', 10 ** decimals), per: 10 ** decimals };
}

function ofLineCounted(
    sheet: Sheet,
    { of }: Extract<Give['basis'], { kind: 'every' }>,
    line: NonNullable<Look['line']>,
): Num {
    switch (of) {
        case 'times':
            return constant(Rational.ONE);
        case 'units':
            return line.quantity ?? quantityOf(sheet, 'purchase', line.row);
        case 'amount':
            return { ...line.paid, per: 10 ** sheet.program.currency.decimals };
    }
}
