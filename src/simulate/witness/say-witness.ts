import { formatDate } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { Field } from '../../model/event.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Type } from '../../model/type.ts';
import type { Value } from '../../model/value.ts';
import { isDoneBy, type Rule } from './rule.ts';
import type { Witness } from './search.ts';
import { ACTOR, dayBefore, daysOf, FRIEND, type Line, type Trial } from './trial.ts';

/** The history as a test in the language, with what the rule does in it; `title` is its name. */
export function sayWitness(witness: Witness, title: string, rule: Rule, program: Program): string {
    const { trial } = witness;
    const lines = [
        ...(trial.hasFriend ? [`member ${FRIEND}`] : []),
        person(trial, program),
        ...opening(trial, program),
        ...daysOf(trial).flatMap((day, index, all) => happening(trial, day, index === all.length - 1, program) ?? []),
        ...expectations(witness, rule, program),
    ];
    return `test "${title}" {\n${lines.map(line => `  ${line}\n`).join('')}}`;
}

function person(trial: Trial, program: Program): string {
    const facts = [
        ...trial.tiers.map(({ tier }) => `tier ${tier}`),
        ...(trial.joined === undefined ? [] : [`joined ${formatDate(trial.joined)}`]),
        ...trial.balances.map(({ points, amount }) => `balance ${amount.toDecimal()} ${points}`),
        ...trial.contracts.map(each => `contract ${each} from ${formatDate(daysOf(trial)[0] ?? trial.day)}`),
        ...(trial.hasFriend ? [`referred by ${FRIEND}`] : []),
        ...sayFields(trial.facts, program.memberFields, program),
    ];
    return `member ${ACTOR}${facts.length === 0 ? '' : ` { ${facts.join(' ')} }`}`;
}

function opening(trial: Trial, program: Program): readonly string[] {
    const { opens } = trial;
    if (opens === undefined) return [];
    const fields = program.events.find(({ name }) => name === opens)?.fields ?? [];
    const said = sayFields(trial.opening, fields, program).join(', ');
    return [`${formatDate(dayBefore(trial))} ${ACTOR}: ${opens} ${said}`.trimEnd()];
}

function happening(trial: Trial, day: number, isLast: boolean, program: Program): string | undefined {
    const { event, minute, redeems } = trial;
    if (event === undefined) return undefined;
    const time = minute === undefined ? '' : ` ${clock(minute)}`;
    const known = program.events.find(({ name }) => name === event)?.fields ?? [];
    const code = trial.fields.get('code');
    const own = new Map([...trial.fields].filter(([name]) => name !== 'code'));
    const redeemed = isLast ? redeems : undefined;
    const parts = [
        `${formatDate(day)}${time} ${ACTOR}: ${event}`,
        event === 'purchase' ? trial.lines.map(line => sayLine(line, program)).join(', ') : '',
        sayFields(own, known, program).join(', '),
        event === 'redemption' && redeemed !== undefined ? `of ${redeemed}` : '',
        typeof code === 'string' ? `with code "${code}"` : '',
        event !== 'redemption' && redeemed !== undefined ? `redeeming ${redeemed}` : '',
    ];
    return parts.filter(part => part !== '').join(' ');
}

function sayLine({ sku, quantity, price, fields }: Line, program: Program): string {
    const each = `${money(price, program)}`;
    if (sku === undefined) return each;
    const said = sayFields(fields, program.itemFields, program);
    const units = quantity.eq(Rational.ONE) ? 'unit' : 'units';
    return `${quantity.toDecimal()} ${units} of "${sku}" at ${each}${said.length === 0 ? '' : ` (${said.join(', ')})`}`;
}

const sayFields = (values: ReadonlyMap<string, Value>, fields: readonly Field[], program: Program): readonly string[] =>
    [...values].flatMap(([name, value]) => {
        const type = fields.find(each => each.name === name)?.type;
        return type === undefined || value === undefined ? [] : [`${name} = ${sayValue(value, type, program)}`];
    });

function sayValue(value: Exclude<Value, undefined>, type: Type, program: Program): string {
    if (value instanceof Set) return [...value].join(' and ');
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'number') return formatDate(value);
    if (typeof value === 'string') return type.kind === 'text' ? JSON.stringify(value) : value;
    if (!(value instanceof Rational)) return String(value);
    switch (type.kind) {
        case 'money':
            return money(value, program, type.currency);
        case 'percent':
            return `${value.mul(Rational.of(100)).toDecimal()}%`;
        case 'points':
            return `${value.toDecimal()} ${type.points}`;
        case 'duration':
            return `${value.toDecimal()} ${type.unit}`;
        default:
            return value.toDecimal();
    }
}

/** What the rule did, and for a price what is left to pay. */
function expectations({ trial, played }: Witness, rule: Rule, program: Program): readonly string[] {
    const done = played.outcomes.filter(each => isDoneBy(rule, each));
    const said = trial.waits > 0 ? `${formatDate(trial.day + trial.waits)} ` : '';
    if (rule.kind === 'price') return paid(done.at(-1), rule, program);
    if (rule.kind === 'trigger') {
        const days = [...Map.groupBy(done, played.dayOf)];
        return days.slice(0, 3).map(([day, each]) => {
            const times = each.length === 1 ? '1 time' : `${each.length} times`;
            return `${formatDate(day)} expect ${each[0]?.member ?? ACTOR} gets ${rule.name} ${times}`;
        });
    }
    if (rule.kind === 'reward') {
        const spent = sums(
            played.outcomes,
            each => each.kind === 'posting' && each.flow === 'spent' && each.rule === rule.name,
        );
        return spent.map(([who, points, amount]) => `${said}expect ${who} spent ${sayUnits(amount, points, program)}`);
    }
    const credits = Map.groupBy(
        played.outcomes.filter(each => each.kind === 'credit'),
        ({ member }) => member,
    );
    return [
        ...sums(played.outcomes, each => isDoneBy(rule, each) && each.kind === 'posting').map(
            ([who, points, amount]) =>
                `${said}expect ${who} earned ${sayUnits(amount, points, program)} by ${rule.name}`,
        ),
        ...(done.some(({ kind }) => kind === 'credit')
            ? [...credits].map(([who, all]) => `${said}expect ${who} credited ${minor(total(all), program)}`)
            : []),
    ];
}

function paid(outcome: Outcome | undefined, { name }: Rule, program: Program): readonly string[] {
    if (outcome?.kind !== 'purchase' && outcome?.kind !== 'price') return [];
    const off = total(outcome.discounts.filter(each => each.rule === name));
    const taken = off < 0n ? `surcharge ${minor(-off, program)}` : `discount ${minor(off, program)}`;
    return [
        `expect ${outcome.member} ${taken} by ${name}`,
        `expect ${outcome.member} pays ${minor(outcome.paid, program)}`,
    ];
}

const total = (parts: readonly { readonly amount: bigint }[]): bigint =>
    parts.reduce((sum, { amount }) => sum + amount, 0n);

/** Of postings: who, of which points, how many. */
function sums(
    outcomes: readonly Outcome[],
    isMeant: (outcome: Outcome) => boolean,
): readonly (readonly [string, string, bigint])[] {
    const meant = outcomes.filter(each => each.kind === 'posting').filter(isMeant);
    return [...Map.groupBy(meant, each => `${each.member} ${each.points}`).values()].map(each => {
        const [first] = each;
        return [first?.member ?? ACTOR, first?.points ?? '', total(each)] as const;
    });
}

const sayUnits = (amount: bigint, points: string, program: Program): string =>
    `${Rational.fromUnits(amount, program.points.find(({ name }) => name === points)?.decimals ?? 0).toDecimal()} ${points}`;

const money = (amount: Rational, { currency }: Program, code = currency.code): string =>
    `${amount.denominator === 1n ? amount.toDecimal() : amount.toFixed(currency.decimals)} ${code}`;

const minor = (units: bigint, { currency: { decimals, code } }: Program): string =>
    `${Rational.fromUnits(units, decimals).toFixed(decimals)} ${code}`;

const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
