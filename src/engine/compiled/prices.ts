import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction } from '../../model/price.ts';
import { type AskedValue, askedBy } from './asked.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { type Truth, truthOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { either } from './number.ts';
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

/** Sets `touched` where a rule may change something about an order that no other has changed, or has something to tell. */
function touches(sheet: Sheet, code: Code, rule: Price, look: Look): void {
    const during = duringCode(sheet, rule.during, look);
    const when = chainOf(sheet, rule.when, look);
    const least = leastUnits(rule);
    code.block(`if (${allOf('!touched', during)})`, () => {
        if (when.unknown !== '') code.line(`if (${when.unknown}) touched = true;`);
        code.block(when.holds === '' ? '' : `if (${when.holds})`, () => {
            const quantity = quantityOf(sheet, 'purchase', 'r');
            const gross = lineGross(sheet, 'purchase', 'r');
            const where = chainOf(sheet, rule.where, { ...look, line: { row: 'r', gross, paid: gross } });
            const counted = `n += ${quantity.code};`;
            code.line(
                'let n = 0;',
                'for (let r = i; r < j; r++) {',
                ...(where.unknown === '' ? [] : [`if (${where.unknown}) touched = true;`]),
                where.holds === '' ? counted : `if (${where.holds}) ${counted}`,
                '}',
                `if (n > 0 && n >= ${least * quantity.per}) touched = true;`,
            );
        });
    });
}

/** Conditions one after the other, as the interpreter asks them: what comes after one that does not hold is not asked. */
function chainOf(sheet: Sheet, conditions: readonly Expression[], look: Look): Truth {
    const truths = conditions.map(condition => truthHere(sheet, condition, look));
    const unknown = truths.reduceRight((rest, { holds, unknown: own }) => {
        const later = rest === '' ? '' : `(${holds} && ${rest})`;
        return own === '' ? later : either(own, later);
    }, '');
    return { holds: truths.map(({ holds }) => holds).join(' && '), unknown };
}

/** Units that must match before a rule can take anything off. */
function leastUnits({ actions, charge }: Price): number {
    if (charge !== undefined || actions.length === 0) return 0;
    return Math.min(...actions.map(leastOf));
}

function leastOf(action: PriceAction): number {
    return action.kind === 'buy pay' ? action.buy : 0;
}

/** Where code cannot say it, it may be so. */
function truthHere(sheet: Sheet, condition: Expression, look: Look): Truth {
    try {
        return truthOf(sheet, condition, look);
    } catch (problem) {
        if (problem instanceof Refusal) return { holds: 'false', unknown: 'true' };
        throw problem;
    }
}
