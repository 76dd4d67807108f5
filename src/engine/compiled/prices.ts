import type { Expression } from '../../model/expression.ts';
import type { Price, PriceAction } from '../../model/price.ts';
import { type AskedValue, askedBy } from './asked.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { type Truth, truthOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { either } from './number.ts';
import { floorOn, isPlain, mayChange, plainPrice } from './plain-prices.ts';
import { offersOf } from './priced.ts';
import { Refusal } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';

/** Places of the array `PV` that are not values which rules ask: offers that stay open, and the number of what is told. */
export const VALUES_FROM = 2;

/** What prices ask of the member and the event, as values that code hands over. */
const books = new WeakMap<Sheet, readonly AskedValue[]>();
export const askedByPrices = (sheet: Sheet): readonly AskedValue[] => books.get(sheet.origin) ?? [];

/**
 * Code that prices an order whose lines are added up: sets `paid`, and `pp` to what is paid for each line. Most orders
 * are left alone by all rules, which is seen here; the others are priced in exact fractions, by the interpreter's own
 * rules.
 */
export function priced(sheet: Sheet, code: Code, look: Look): void {
    const { prices } = sheet.program;
    const gross = lineGross(sheet, 'purchase', 'r').code;
    books.set(sheet, askedBy(sheet, prices, look));
    // How many rules have a say: of one alone it may be known what it comes to.
    code.line('let paid = gross, told = -1, touching = 0, only = -1;');
    const matching = new Map<number, string>();
    if (prices.length > 0) {
        const inForce = inForceCode(sheet, look);
        code.block(inForce === '' ? '' : `if (${inForce})`, () => {
            for (const [k, rule] of prices.entries()) matching.set(k, touches(sheet, code, k, rule, look));
        });
    }
    if (offersOf(sheet).length > 0) code.line('if (ft > 0) touching += 2;');
    code.block('if (touching === 0)', () => code.line(`for (let r = i; r < j; r++) pp[r - b] = ${gross};`));
    for (const [k, rule] of prices.entries())
        if (isPlain(rule, sheet.program))
            code.block(`else if (touching === 1 && only === ${k})`, () =>
                plainPrice(sheet, code, k, rule, matching.get(k) ?? '', onLine(sheet, look)),
            );
    code.block('else', () => {
        code.line(...askedByPrices(sheet).map(({ code: value }, index) => `PV[${VALUES_FROM + index}] = ${value};`));
        const queue = offersOf(sheet).length > 0 ? 'ft, fq, ff, fu' : '0';
        code.line(`paid = H.price(i, j - i, b, at, pp, ${queue}); told = PV[1];`);
        if (offersOf(sheet).length > 0) code.line('ft = PV[0];');
    });
}

function onLine(sheet: Sheet, look: Look): Look {
    const gross = lineGross(sheet, 'purchase', 'r');
    return { ...look, line: { row: 'r', gross, paid: gross } };
}

/**
 * Counts a rule that may change something about an order that no other has changed; one that has something to tell
 * counts twice. Gives the condition of the lines that it looks at.
 */
function touches(sheet: Sheet, code: Code, k: number, rule: Price, look: Look): string {
    const during = duringCode(sheet, rule.during, look);
    const when = chainOf(sheet, rule.when, look);
    const least = leastUnits(rule);
    const line = onLine(sheet, look);
    const where = chainOf(sheet, rule.where, line);
    const floor = isPlain(rule, sheet.program) ? floorOn(sheet, rule, line) : undefined;
    const unsaid = floor === 'unsaid' ? 'true' : (floor?.unknown ?? '');
    code.block(`if (${allOf('touching < 2', during)})`, () => {
        if (when.unknown !== '') code.line(`if (${when.unknown}) touching += 2;`);
        code.block(when.holds === '' ? '' : `if (${when.holds})`, () => {
            const quantity = quantityOf(sheet, 'purchase', 'r');
            const counts = allOf(where.holds, mayChange(sheet, rule));
            const counted = `n += ${quantity.code};${unsaid === '' ? '' : ` if (${unsaid}) touching += 2;`}`;
            code.line(
                'let n = 0;',
                'for (let r = i; r < j; r++) {',
                ...(where.unknown === '' ? [] : [`if (${where.unknown}) touching += 2;`]),
                counts === '' ? counted : `if (${counts}) { ${counted} }`,
                '}',
                `if (n > 0 && n >= ${least * quantity.per}) { touching++; only = ${k}; }`,
            );
        });
    });
    return where.holds;
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
