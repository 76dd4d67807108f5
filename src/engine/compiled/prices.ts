import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction } from '../../model/price.ts';
import { type AskedValue, askedBy } from './asked.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { truthOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { offersOf } from './offers.ts';
import { Refusal } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';

/** Places of the array `PV` that are not values which rules ask: offers that stay open, and the number of what is told. */
export const VALUES_FROM = 2;

/** What prices ask of the member and the event, as values that code hands over. */
const books = new WeakMap<Sheet, readonly AskedValue[]>();
export const askedByPrices = (sheet: Sheet): readonly AskedValue[] => books.get(sheet) ?? [];

/**
 * Code that prices an order whose lines are added up: sets `paid`, and `pp` to what is paid for each line. Most orders
 * are left alone by all rules, which is seen here; the others are priced in exact fractions, by the interpreter's own
 * rules.
 */
export function priced(sheet: Sheet, code: Code, look: Look): void {
    const { prices } = sheet.program;
    const gross = lineGross(sheet, 'purchase', 'r').code;
    books.set(sheet, askedBy(sheet, prices, look));
    code.line('let paid = gross, told = -1, touched = false;');
    if (prices.length > 0) {
        const inForce = inForceCode(sheet, look);
        code.block(inForce === '' ? '' : `if (${inForce})`, () => {
            for (const rule of prices) touches(sheet, code, rule, look);
        });
    }
    if (offersOf(sheet).length > 0) code.line('if (ft > 0) touched = true;');
    code.block('if (touched)', () => {
        code.line(...askedByPrices(sheet).map(({ code: value }, index) => `PV[${VALUES_FROM + index}] = ${value};`));
        const queue = offersOf(sheet).length > 0 ? 'ft, fq, ff, fu' : '0';
        code.line(`paid = H.price(i, j - i, b, at, pp, ${queue}); told = PV[1];`);
        if (offersOf(sheet).length > 0) code.line('ft = PV[0];');
    });
    code.line(`else for (let r = i; r < j; r++) pp[r - b] = ${gross};`);
}

/** Sets `touched` where a rule may change something about an order that no other has changed. */
function touches(sheet: Sheet, code: Code, rule: Price, look: Look): void {
    const gate = allOf(
        '!touched',
        duringCode(sheet, rule.during, look),
        ...rule.when.map(condition => mayHold(sheet, condition, look)),
    );
    const least = leastUnits(rule);
    code.block(`if (${gate})`, () => {
        const quantity = quantityOf(sheet, 'purchase', 'r');
        const line: Look = {
            ...look,
            line: {
                row: 'r',
                gross: lineGross(sheet, 'purchase', 'r'),
                paid: lineGross(sheet, 'purchase', 'r'),
            },
        };
        const where = rule.where.map(condition => mayHold(sheet, condition, line));
        const counted = least <= 1 ? 'n++' : `n += ${quantity.code}`;
        code.line(
            'let n = 0;',
            `for (let r = i; r < j; r++) ${where.length === 0 ? '' : `if (${where.join(' && ')}) `}${counted};`,
            `if (n >= ${least <= 1 ? 1 : least * quantity.per}) touched = true;`,
        );
    });
}

/** Units that must match before a rule can take anything off. */
function leastUnits({ actions, charge }: Price): number {
    if (charge !== undefined || actions.length === 0) return 1;
    return Math.min(...actions.map(leastOf));
}

function leastOf(action: PriceAction): number {
    return action.kind === 'buy pay' ? action.buy : 1;
}

/** Where code cannot say it, and where it is not known, it may be so. */
function mayHold(sheet: Sheet, condition: Expression, look: Look): string {
    try {
        const { holds, unknown } = truthOf(sheet, condition, look);
        return unknown === '' ? holds : `(${holds} || ${unknown})`;
    } catch (problem) {
        if (problem instanceof Refusal) return 'true';
        throw problem;
    }
}
