import { Rational } from '../../base/rational.ts';
import type { Combination, Earn, Give } from '../../model/earn.ts';
import { giftKey } from '../rulebook.ts';
import { choicesOf } from './combine.ts';
import { countedOn, countsLowered, countsThen } from './counters.ts';
import { dayCode } from './days.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { numberOf, truthOf } from './expression.ts';
import { quantityOf } from './fields.ts';
import { clippedAgain, usesChanged } from './limits-again.ts';
import { lineGross, linePaid } from './lines.ts';
import type { Look } from './look.ts';
import { type Num, num } from './number.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import type { Slot } from './returns.ts';
import type { Code, Sheet } from './sheet.ts';

/**
 * A purchase of the past is worked out again for what is kept of it (row 13). Shares of lines are fractions of any
 * denominator: this is the wider path, in exact fractions. Sets `keptGross` to what is kept of what was paid (and
 * `keptFull` of what it had cost before prices), and `ka` to what is kept of each share.
 */
export function movedFromPurchase(sheet: Sheet, code: Code, slots: readonly Slot[]): void {
    const rows = sheet.shape.mostRows;
    const line = linePaid(sheet, 'x');
    const quantity = quantityOf(sheet, 'purchase', 'x');
    const most = line.high * rows;
    const full = lineGross(sheet, 'purchase', 'x');
    const hasPrices = isPriced(sheet);
    const alsoFull = hasPrices ? [`keptFull += H.share(${full.code}, kq[x - b], ${quantity.code});`] : [];
    code.line(
        'const pat = oa[o]; let pday = 0;',
        ...dayCode(sheet, 'pday', 'pat'),
        'let keptGross = 0, keptUnits = 0, keptLines = 0;',
        ...(hasPrices ? ['let keptFull = 0;'] : []),
        'for (let x = or[o], y = x + oc[o]; x < y; x++) if (kq[x - b] > 0) {',
        `keptGross += H.share(${line.code}, kq[x - b], ${quantity.code}); keptUnits += kq[x - b]; keptLines++;`,
        ...alsoFull,
        '}',
    );
    const look: Look = {
        at: 'pat',
        day: 'pday',
        view: 'event',
        event: 'purchase',
        row: 'or[o]',
        isAgain: true,
        order: {
            gross: hasPrices ? num('keptFull', 1, [0, full.high * rows]) : num('keptGross', 1, [0, most]),
            paid: num('keptGross', 1, [0, most]),
            units: num('keptUnits', quantity.per, [0, quantity.high * rows]),
            lines: num('keptLines', 1, [0, rows]),
        },
        line: undefined,
        rank: ladder => `oi${sheet.program.ladders.findIndex(({ name }) => name === ladder)}[o]`,
        lastDay: event => refuse(`how long ago '${event}' was is not compiled beside returns`),
        metric: (_, metric) => refuse(`what earns by '${metric}' is not compiled beside returns`),
        asks: () => {},
    };
    code.line('ka.fill(0);', ...countsThen(sheet));
    code.block('if (!whole)', () => {
        const rules = sheet.program.earns.filter(
            ({ occasion }) => occasion.kind === 'item' || occasion.event === 'purchase',
        );
        const gifts = giftsAgain(sheet, code, rules, look);
        roundedAgain(sheet, code, rules, gifts, slots);
    });
    code.line(...countsLowered(sheet), ...usesChanged(sheet, slots));
}

type Gifts = ReadonlyMap<string, readonly string[]>;

/** Variables with exact whole points, by rule and gift. */
function giftsAgain(sheet: Sheet, code: Code, rules: readonly Earn[], look: Look): Gifts {
    const done = new Map<string, readonly string[]>();
    const work = (rule: Earn): void => {
        if (done.has(rule.name)) return;
        for (const { basis } of rule.gives) {
            if (basis.kind === 'of rules') for (const base of rules) if (basis.rules.includes(base.name)) settled(base);
        }
        const names = rule.gives.map(() => sheet.fresh('q'));
        for (const name of names) code.line(`let ${name} = H.zero;`);
        done.set(rule.name, names);
        const isFirst = rule.occasion.kind === 'event' && rule.occasion.first ? 'of[o] === 1' : '';
        const when = rule.when.map(condition => truthOf(sheet, condition, look).holds);
        const gate = allOf(inForceCode(sheet, look), duringCode(sheet, rule.during, look), isFirst, ...when);
        code.block(gate === '' ? '' : `if (${gate})`, () => {
            if (rule.occasion.kind === 'item') eachLine(sheet, code, rule, names, look);
            else once(sheet, code, rule, names, look, done);
        });
        clippedAgain(sheet, code, rule, names);
    };
    const open = new Set(choicesOf(sheet.program));
    const settled = (rule: Earn): void => {
        work(rule);
        const group = [...open].find(each => each.rules.includes(rule.name));
        if (group === undefined) return;
        open.delete(group);
        const own = group.rules.flatMap(name => rules.filter(each => each.name === name));
        for (const each of own) work(each);
        chosenAgain(
            sheet,
            code,
            group,
            own.map(({ name }) => done.get(name) ?? []),
        );
    };
    for (const rule of rules) settled(rule);
    return done;
}

/** As `chosen`, over exact gifts. */
function chosenAgain(sheet: Sheet, code: Code, { mode }: Combination, rules: readonly (readonly string[])[]): void {
    const winner = sheet.fresh('cw');
    const sums = rules.map(names => names.reduce((sum, each) => `${sum}.add(${each})`, 'H.zero'));
    code.line(`const ${winner} = H.${mode === 'best' ? 'best' : 'firstGiving'}([${sums.join(', ')}]);`);
    for (const [index, names] of rules.entries())
        code.line(
            `if (${winner} >= 0 && ${winner} !== ${index}) { ${names.map(each => `${each} = H.zero;`).join(' ')} }`,
        );
}

const holding = (sheet: Sheet, give: Give, look: Look): string =>
    give.condition === undefined ? '' : truthOf(sheet, give.condition, look).holds;

function once(sheet: Sheet, code: Code, rule: Earn, names: readonly string[], look: Look, done: Gifts): void {
    // Most lines are kept whole: only of the others there are fractions.
    code.line('let net = H.zero, sum = 0, any = false, matched = 0;');
    eachKept(sheet, code, rule, look, () =>
        code.line('if (k === u) sum += g; else net = net.add(H.part(g, k, u)); any = true; matched += k;'),
    );
    code.line('net = net.add(H.fraction(sum, 1));');
    code.block(rule.where.length === 0 ? '' : 'if (any)', () => {
        for (const [index, give] of rule.gives.entries()) {
            const gate = holding(sheet, give, look);
            code.block(gate === '' ? '' : `if (${gate})`, () => {
                const amount = onceAmount(sheet, code, rule, give, look, done);
                code.line(`${names[index]} = ${capped(sheet, give, amount)};`);
            });
        }
    });
}

function onceAmount(sheet: Sheet, code: Code, rule: Earn, give: Give, look: Look, done: Gifts): string {
    const { basis, amount } = give;
    switch (basis.kind) {
        case 'flat':
            return sheet.rational(amount);
        case 'per': {
            if (basis.of === undefined) return stepped(sheet, 'net', give);
            const of = numberOf(sheet, basis.of, look);
            if (rule.where.length > 0) return refuse(`'${rule.name}' measures a part of an order`);
            const known = of.unknown === '' ? of.code : `(${of.unknown} ? 0 : ${of.code})`;
            return stepped(sheet, `H.fraction(${known}, ${of.per})`, give, false);
        }
        case 'of rules': {
            const points = give.unit.kind === 'points' ? give.unit.points : '';
            const sum = basis.rules.flatMap(name => {
                const base = sheet.program.earns.find(each => each.name === name);
                return (done.get(name) ?? []).flatMap((variable, index) => {
                    const { unit } = base?.gives[index] ?? {};
                    if (unit?.kind !== 'points' || unit.points !== points) return [];
                    const { decimals = 0, round = 'down' } =
                        sheet.program.points.find(each => each.name === points) ?? {};
                    const mode = base?.round ?? round;
                    return [basis.rounded ? `H.whole(${variable}, ${sheet.mode(mode)}, ${decimals})` : variable];
                });
            });
            return `${sum.reduce((all, each) => `${all}.add(${each})`, 'H.zero')}.mul(${sheet.rational(amount)})`;
        }
        case 'every': {
            const { per, high } = quantityOf(sheet, 'purchase', 'x');
            const by =
                basis.of === 'times'
                    ? num('1', 1, [1, 1])
                    : basis.of === 'units'
                      ? num('matched', per, [0, high * sheet.shape.mostRows])
                      : refuse(`'${give.text}' beside returns is not compiled`);
            return countedAgain(sheet, code, rule, give, basis, by);
        }
        case 'in a row':
        case 'milestone':
        case 'brackets':
            return refuse(`'${give.text}' is not compiled`);
    }
}

/** How often a running count passes its step once more. */
function countedAgain(
    sheet: Sheet,
    code: Code,
    { name, gives }: Earn,
    give: Give,
    basis: Extract<Give['basis'], { kind: 'every' }>,
    by: Num,
): string {
    const counted = countedOn(sheet, giftKey(name, gives.indexOf(give)), basis, by, sheet.shape.mostRows);
    code.line(...counted.lines);
    return `H.fraction(${counted.passed.code}, 1).mul(${sheet.rational(give.amount)})`;
}

/** An amount for each step of minor units, or of something else. */
function stepped(sheet: Sheet, of: string, { basis, amount }: Give, isMinor = true): string {
    if (basis.kind !== 'per') return 'H.zero';
    const unit = isMinor ? Rational.of(10n ** BigInt(sheet.program.currency.decimals)) : Rational.ONE;
    const steps = `${of}.mul(${sheet.rational(Rational.ONE.div(basis.step.mul(unit)))})`;
    return `${basis.whole ? `H.floor(${steps})` : steps}.mul(${sheet.rational(amount)})`;
}

function capped(sheet: Sheet, { atMost }: Give, code: string): string {
    const least = `H.notNegative(${code})`;
    return atMost === undefined ? least : `${least}.min(${sheet.rational(atMost)})`;
}

function eachLine(sheet: Sheet, code: Code, rule: Earn, names: readonly string[], look: Look): void {
    eachKept(sheet, code, rule, look, line => {
        code.line('const part = H.part(g, k, u);');
        for (const [index, give] of rule.gives.entries()) {
            const { unit } = give;
            const gate = holding(sheet, give, line);
            code.line(gate === '' ? '{' : `if (${gate}) {`);
            const exact = capped(sheet, give, lineAmount(sheet, code, rule, give, line));
            const points = sheet.program.points.find(({ name }) => unit.kind === 'points' && name === unit.points);
            const isRounded = rule.round === undefined ? (points?.roundEach ?? false) : rule.roundEach;
            const mode = rule.round ?? points?.round ?? 'down';
            const amount = isRounded ? `H.whole(${exact}, ${sheet.mode(mode)}, ${points?.decimals ?? 0})` : exact;
            code.line(`${names[index]} = ${names[index]}.add(${amount}); }`);
        }
    });
}

function lineAmount(sheet: Sheet, code: Code, rule: Earn, give: Give, { line }: Look): string {
    const { basis } = give;
    if (basis.kind === 'flat') return sheet.rational(give.amount);
    if (basis.kind === 'per' && basis.of === undefined) return stepped(sheet, 'part', give);
    if (basis.kind !== 'every' || basis.of === 'amount')
        return refuse(`'${give.text}' beside returns is not compiled for items`);
    const by = basis.of === 'units' ? line?.quantity : undefined;
    return countedAgain(sheet, code, rule, give, basis, by ?? num('1', 1, [1, 1]));
}

/** Runs a body for each line that is kept and matches: `k` of its `u` units, that cost `g`. */
function eachKept(sheet: Sheet, code: Code, rule: Earn, look: Look, body: (line: Look) => void): void {
    const gross = linePaid(sheet, 'x');
    const full = lineGross(sheet, 'purchase', 'x');
    const quantity = quantityOf(sheet, 'purchase', 'x');
    code.block('for (let x = or[o], y = x + oc[o]; x < y; x++)', () => {
        code.line('const k = kq[x - b]; if (k === 0) continue;');
        code.line(`const g = ${gross.code}, u = ${quantity.code}, kept = H.share(g, k, u);`);
        if (isPriced(sheet)) code.line(`const before = H.share(${full.code}, k, u);`);
        const line: Look = {
            ...look,
            line: {
                row: 'x',
                gross: isPriced(sheet) ? { ...full, code: 'before' } : { ...gross, code: 'kept' },
                paid: { ...gross, code: 'kept' },
                quantity: { ...quantity, code: 'k', low: 0 },
            },
        };
        const where = rule.where.map(condition => truthOf(sheet, condition, line).holds);
        code.block(where.length === 0 ? '' : `if (${where.join(' && ')})`, () => {
            body(line);
        });
    });
}

/** Row 1: rounded once for the purchase and kind of points, and divided among the rules. */
function roundedAgain(sheet: Sheet, code: Code, rules: readonly Earn[], gifts: Gifts, slots: readonly Slot[]): void {
    const exact = slots.map(({ giver, p }) => {
        const rule = rules.find(({ name }) => name === giver);
        const points = sheet.program.points[p]?.name;
        const own = (gifts.get(giver) ?? []).filter((_, index) => {
            const unit = rule?.gives[index]?.unit;
            return unit?.kind === 'points' && unit.points === points;
        });
        return own.reduce((sum, each) => `${sum}.add(${each})`, 'H.zero');
    });
    const groups = Map.groupBy(slots.keys(), s => {
        const slot = slots[s];
        const rule = rules.find(({ name }) => name === slot?.giver);
        return rule?.round === undefined ? `${slot?.p}` : `${slot?.p} ${rule.name}`;
    });
    for (const together of groups.values()) {
        const [first = 0] = together;
        const { giver, p = 0 } = slots[first] ?? {};
        const points = sheet.program.points[p];
        const mode = rules.find(({ name }) => name === giver)?.round ?? points?.round ?? 'down';
        code.line(
            `{ const parts = H.roundOff([${together.map(s => exact[s]).join(', ')}], ${sheet.mode(mode)}, ${points?.decimals ?? 0});`,
            ...together.map((s, index) => `ka[${s}] = parts[${index}];`),
            '}',
        );
    }
}
