import { Rational } from '../../base/rational.ts';
import type { Earn, Give } from '../../model/earn.ts';
import type { Expression } from '../../model/expression.ts';
import { giftKey } from '../rulebook.ts';
import { limited } from './clip.ts';
import { choicesOf, chosen } from './combine.ts';
import { unknownTold, whileHolding } from './conditions.ts';
import { passedBy } from './counters.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { byLine, isInPassing, ofLine } from './earn-lines.ts';
import { firstUnknown, numberOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import type { Look } from './look.ts';
import { add, atLeastZero, constant, lesser, multiply, type Num, num, rounded } from './number.ts';
import type { GiverCode, GrantCode } from './post.ts';
import { refuse } from './refusal.ts';
import { countedInRow } from './rows.ts';
import type { Code, Sheet } from './sheet.ts';

/** Lines of a purchase in generated code: runs a body for each of them. */
export interface Lines {
    readonly each: (body: (look: Look) => void) => void;
    /** The same in the loop that adds the lines up: for what asks nothing of the order. `before` is said before the loop. */
    readonly inPassing: (before: readonly string[], body: (look: Look, code: Code) => void) => void;
    /** Most lines of one event. */
    readonly most: number;
}

/** What rules give for an event, before it is posted: variables are declared and set, in the order of the rules. */
export function earnings(sheet: Sheet, code: Code, look: Look, lines: Lines, first: string): GrantCode[] {
    const rules = sheet.program.earns.filter(({ occasion }) => eventOf(occasion) === look.event);
    const done = new Map<string, readonly GrantCode[]>();
    const ordered: GrantCode[][] = rules.map(() => []);
    const pending = new Set<string>();
    const work = (rule: Earn): readonly GrantCode[] => {
        const known = done.get(rule.name);
        if (known !== undefined) return known;
        if (pending.has(rule.name)) return refuse(`'${rule.name}' takes a share of itself`);
        pending.add(rule.name);
        for (const { basis } of rule.gives) {
            if (basis.kind !== 'of rules') continue;
            for (const base of rules.filter(({ name }) => basis.rules.includes(name))) settled(base);
        }
        const grants = ruleGrants(sheet, code, rule, { look, lines, first, done });
        done.set(rule.name, grants);
        ordered[rules.indexOf(rule)] = [...grants];
        return grants;
    };
    const open = new Set(choicesOf(sheet.program));
    const settled = (rule: Earn): void => {
        work(rule);
        const group = [...open].find(each => each.rules.includes(rule.name));
        if (group === undefined) return;
        open.delete(group);
        const own = group.rules.flatMap(name => rules.filter(each => each.name === name)).map(work);
        chosen(sheet, code, group, own);
    };
    for (const rule of rules) settled(rule);
    return ordered.flat();
}

const eventOf = (occasion: Earn['occasion']): string => (occasion.kind === 'item' ? 'purchase' : occasion.event);

interface Occasion {
    readonly look: Look;
    readonly lines: Lines;
    readonly first: string;
    readonly done: ReadonlyMap<string, readonly GrantCode[]>;
}

function ruleGrants(sheet: Sheet, code: Code, rule: Earn, occasion: Occasion): GrantCode[] {
    const { look, first } = occasion;
    const giver: GiverCode = { name: rule.name, limits: rule.limits, round: rule.round, countsFirings: false };
    const isFirst = rule.occasion.kind === 'event' && rule.occasion.first ? first : '';
    const gate = allOf(inForceCode(sheet, look), duringCode(sheet, rule.during, look), isFirst);
    const amounts = rule.gives.map(() => sheet.fresh('g'));
    const numbers: Num[] = [];
    const isPassing = gate === '' && rule.when.length === 0 && isInPassing(sheet, rule);
    if (isPassing)
        occasion.lines.inPassing(
            amounts.map(amount => `let ${amount} = 0;`),
            (line, own) => {
                numbers.push(...ofLine(sheet, own, rule, amounts, line, occasion.lines.most));
            },
        );
    else for (const amount of amounts) code.line(`let ${amount} = 0;`);
    if (!isPassing)
        whileHolding(sheet, code, rule.name, rule.when, look, gate, () => {
            if (rule.occasion.kind === 'item') numbers.push(...byLine(sheet, code, rule, amounts, occasion.lines));
            else numbers.push(...atOnce(sheet, code, rule, amounts, occasion));
        });
    const asked = rule.gives.map(({ unit, expiring: life }, index): GrantCode => {
        if (unit.kind !== 'points') return refuse(`'${rule.name}' gives money`);
        const amount = numbers[index] ?? num('0', 1, [0, 0]);
        return { giver, points: unit.points, life, asked: amount, amount, limitedBy: '' };
    });
    return limited(sheet, code, giver, asked, look);
}

/** A rule that looks once at an event. */
function atOnce(sheet: Sheet, code: Code, rule: Earn, amounts: readonly string[], occasion: Occasion): Num[] {
    const { look, lines } = occasion;
    const matching = rule.where.length === 0 ? undefined : baseOf(sheet, code, rule, lines);
    const isAny = matching === undefined ? '' : `${matching.count} > 0`;
    const numbers: Num[] = [];
    code.block(isAny === '' ? '' : `if (${isAny})`, () => {
        for (const [index, give] of rule.gives.entries()) {
            const name = amounts[index] ?? '';
            let worth: Num = num('0', 1, [0, 0]);
            whileHolding(sheet, code, rule.name, give.condition === undefined ? [] : [give.condition], look, '', () => {
                worth = worthOfGive(sheet, code, rule, give, matching, occasion);
                code.line(`${name} = ${worth.code};`);
            });
            numbers.push({ ...worth, code: name, low: 0, unknown: '' });
        }
    });
    return numbers;
}

function worthOfGive(
    sheet: Sheet,
    code: Code,
    rule: Earn,
    give: Give,
    matching: Matching | undefined,
    occasion: Occasion,
): Num {
    const { basis, amount } = give;
    const base = matching?.sum;
    const capped = (n: Num): Num =>
        give.atMost === undefined ? atLeastZero(n) : lesser(atLeastZero(n), constant(give.atMost));
    switch (basis.kind) {
        case 'flat':
            return capped(constant(amount));
        case 'per': {
            const of =
                basis.of === undefined
                    ? (base ?? netOf(sheet, occasion.look))
                    : ofNumber(sheet, code, rule, basis.of, base, occasion.look);
            const steps = multiply(of, constant(Rational.ONE.div(basis.step)));
            return capped(multiply(basis.whole ? rounded(steps, 'down') : steps, constant(amount)));
        }
        case 'of rules':
            return capped(multiply(givenBy(sheet, rule, give, basis, occasion), constant(amount)));
        case 'every': {
            const by = countedOf(sheet, basis, matching, occasion);
            const passed = passedBy(sheet, code, rule, give, basis, by);
            return capped(multiply(passed, constant(amount)));
        }
        case 'in a row': {
            const counted = countedInRow(sheet, giftKey(rule.name, rule.gives.indexOf(give)), basis, occasion.look);
            code.line(...counted.lines);
            return capped(multiply(counted.passed, constant(amount)));
        }
        case 'milestone':
        case 'brackets':
            return refuse(`'${give.text}' is not compiled`);
    }
}

/** By how much an event moves a running count. */
function countedOf(
    sheet: Sheet,
    { of }: Extract<Give['basis'], { kind: 'every' }>,
    matching: Matching | undefined,
    { look }: Occasion,
): Num {
    const one = constant(Rational.ONE);
    switch (of) {
        case 'times':
            return one;
        case 'units':
            if (matching === undefined && look.order !== undefined) sheet.asked.add('units');
            return matching?.units() ?? look.order?.units ?? one;
        case 'amount':
            return matching?.sum ?? netOf(sheet, look);
    }
}

function ofNumber(sheet: Sheet, code: Code, rule: Earn, of: Expression, base: Num | undefined, look: Look): Num {
    if (base !== undefined) return refuse(`'${rule.name}' measures a part of an order`);
    const found = numberOf(sheet, of, look);
    if (found.unknown === '') return found;
    if (sheet.tells)
        code.line(
            `if (${found.unknown}) {`,
            ...unknownTold(sheet, rule.name, firstUnknown(sheet, of, look), look),
            '}',
        );
    return {
        ...found,
        code: `(${found.unknown} ? 0 : ${found.code})`,
        low: Math.min(0, found.low),
        high: Math.max(0, found.high),
        unknown: '',
    };
}

/** What is paid for all goods, whole currency units. */
function netOf(sheet: Sheet, { order }: Look): Num {
    return order === undefined ? num('0', 1, [0, 0]) : { ...order.paid, per: 10 ** sheet.program.currency.decimals };
}

/** What other rules give for the event, in the unit of this gift. */
function givenBy(
    sheet: Sheet,
    rule: Earn,
    give: Give,
    { rules, compounding, rounded: isRounded }: Extract<Give['basis'], { kind: 'of rules' }>,
    { done }: Occasion,
): Num {
    if (compounding || rule.where.length > 0) return refuse(`'${give.text}' is not compiled`);
    const points = give.unit.kind === 'points' ? give.unit.points : '';
    const { decimals = 0, round = 'down' } = sheet.program.points.find(({ name }) => name === points) ?? {};
    return rules
        .flatMap(name => done.get(name) ?? [])
        .filter(grant => grant.points === points)
        .map(({ amount, giver }): Num => {
            if (!isRounded) return amount;
            const units = rounded(amount, giver.round ?? round, 10 ** decimals);
            return { ...units, per: 10 ** decimals };
        })
        .reduce((sum, each) => add(sum, each), num('0', 1, [0, 0]));
}

/** Lines that match: how many there are, and what they come to. */
interface Matching {
    readonly sum: Num;
    readonly units: () => Num;
    readonly count: string;
}

function baseOf(sheet: Sheet, code: Code, rule: Earn, lines: Lines): Matching {
    const [sum, count, units] = [sheet.fresh('b'), sheet.fresh('n'), sheet.fresh('u')];
    const counts = rule.gives.some(({ basis }) => basis.kind === 'every' && basis.of === 'units');
    code.line(`let ${sum} = 0, ${count} = 0;`, ...(counts ? [`let ${units} = 0;`] : []));
    let [most, quantity] = [0, constant(Rational.ONE)];
    lines.each(look => {
        quantity = quantityOf(sheet, 'purchase', look.line?.row ?? 'i');
        whileHolding(sheet, code, rule.name, rule.where, look, '', () => {
            code.line(`${sum} += ${look.line?.paid.code ?? '0'}; ${count}++;`);
            if (counts) code.line(`${units} += ${quantity.code};`);
        });
        most = look.line?.paid.high ?? 0;
    });
    return {
        sum: num(sum, 10 ** sheet.program.currency.decimals, [0, most * lines.most]),
        units: () => num(units, quantity.per, [0, quantity.high * lines.most]),
        count,
    };
}
