import { Rational } from '../../base/rational.ts';
import type { Comparison, Expression } from '../../model/expression.ts';
import { partsOf } from '../evaluate.ts';
import { accountField, eventField, itemField, memberField, standingOrder } from './fields.ts';
import type { Look } from './look.ts';
import { add, atLeastZero, compare, constant, either, multiply, type Num, num } from './number.ts';
import { refuse } from './refusal.ts';
import type { Sheet } from './sheet.ts';

/** Code of three-valued logic: `holds` is true where the condition holds, `unknown` where that is not known, '' never. */
export interface Truth {
    readonly holds: string;
    readonly unknown: string;
}

/** What code for an expression gives. */
export type Worth =
    | { readonly kind: 'number'; readonly num: Num }
    | { readonly kind: 'truth'; readonly truth: Truth }
    /** A code of a column. */
    | { readonly kind: 'code'; readonly code: string; readonly texts: readonly string[]; readonly unknown: string }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'rank'; readonly code: string; readonly ladder: string };

export function worthOf(sheet: Sheet, expression: Expression, look: Look): Worth {
    switch (expression.kind) {
        case 'constant':
            return constantWorth(expression);
        case 'member field':
            return memberField(sheet, expression.field, look);
        case 'event field':
            return eventField(sheet, expression.event, expression.field, look);
        case 'item field':
            return itemField(sheet, expression.field, look);
        case 'metric':
            if (expression.of !== undefined) return refuse('measures of a group are not compiled');
            return number(look.metric(look, expression.metric, expression.window));
        case 'points balance':
            if (look.isAgain) return refuse(`'${expression.text}' beside returns is not compiled`);
            return number(accountField(sheet, expression.points, expression.what));
        case 'points expiring': {
            const p = sheet.program.points.findIndex(({ name }) => name === expression.points);
            if (look.expiring === undefined || expression.within !== undefined)
                return refuse(`'${expression.text}' is not compiled here`);
            return number(look.expiring(p));
        }
        case 'tier':
            return { kind: 'rank', code: look.rank(expression.ladder), ladder: expression.ladder };
        case 'missing':
            return number(missing(sheet, expression.ladder, expression.tier, look));
        case 'since last':
            return number(sinceLast(sheet, expression, look));
        case 'arithmetic':
            return number(arithmetic(sheet, expression, look));
        case 'segment': {
            const found = sheet.program.segments.find(({ name }) => name === expression.segment);
            return found === undefined ? refuse('a segment is not declared') : worthOf(sheet, found.when, look);
        }
        case 'compare':
        case 'between':
        case 'in':
        case 'known':
        case 'and':
        case 'or':
        case 'not':
        case 'some':
            return { kind: 'truth', truth: judged(sheet, expression, look) };
        case 'order field': {
            const found = standingOrder(expression.field, look, sheet.program.currency.decimals);
            return found === undefined ? refuse(`'${expression.text}' is not compiled`) : number(found);
        }
        case 'today':
        case 'falls':
        case 'contains':
        case 'order measure':
        case 'ranked':
        case 'contract':
        case 'journey':
        case 'figure':
        case 'share of members':
            return refuse(`'${expression.text}' is not compiled`);
    }
}

export function numberOf(sheet: Sheet, expression: Expression, look: Look): Num {
    const worth = worthOf(sheet, expression, look);
    return worth.kind === 'number' ? worth.num : refuse(`'${expression.text}' is not compiled as a number`);
}

export function truthOf(sheet: Sheet, expression: Expression, look: Look): Truth {
    const worth = worthOf(sheet, expression, look);
    return worth.kind === 'truth' ? worth.truth : refuse(`'${expression.text}' is not compiled as a condition`);
}

/** Code for the number of the first thing in an unknown expression that is not known. */
export function firstUnknown(sheet: Sheet, expression: Expression, look: Look): string {
    return partsOf(expression).reduceRight(
        (rest, part) => {
            const unknown = unknownOf(worthOf(sheet, part, look));
            return unknown === '' ? rest : `(${unknown} ? ${firstUnknown(sheet, part, look)} : ${rest})`;
        },
        `${sheet.text(expression.text)}`,
    );
}

const number = (num: Num): Worth => ({ kind: 'number', num });

function unknownOf(worth: Worth): string {
    switch (worth.kind) {
        case 'number':
            return worth.num.unknown;
        case 'truth':
            return worth.truth.unknown;
        case 'code':
            return worth.unknown;
        case 'text':
        case 'rank':
            return '';
    }
}

function constantWorth({ value, text }: Extract<Expression, { kind: 'constant' }>): Worth {
    if (value instanceof Rational) return number(constant(value));
    if (typeof value === 'number') return number(constant(Rational.of(value)));
    if (typeof value === 'string') return { kind: 'text', text: value };
    if (typeof value === 'boolean') return { kind: 'truth', truth: { holds: `${value}`, unknown: '' } };
    return refuse(`'${text}' is not compiled`);
}

function missing(sheet: Sheet, name: string, tier: string, look: Look): Num {
    const ladder = sheet.program.ladders.find(each => each.name === name);
    const from = ladder?.tiers.find(each => each.name === tier)?.from;
    if (from === undefined || ladder?.qualifyBy === undefined) return refuse(`'missing to ${tier}' is not compiled`);
    return atLeastZero(add(constant(from), numberOf(sheet, ladder.qualifyBy, look), -1));
}

function sinceLast(sheet: Sheet, expression: Extract<Expression, { kind: 'since last' }>, look: Look): Num {
    const unit = expression.type.kind === 'duration' ? expression.type.unit : 'days';
    if (expression.first) return refuse(`'${expression.text}' is not compiled`);
    if (unit !== 'days') return refuse(`'${expression.text}' is compiled in days only`);
    const last = look.lastDay(expression.event);
    const { first, last: end } = sheet.calendar;
    return num(`(${look.day} - ${last})`, 1, [first - end - 1, end - first + 1], `${last} === NEVER`);
}

function arithmetic(
    sheet: Sheet,
    { op, left, right, text }: Extract<Expression, { kind: 'arithmetic' }>,
    look: Look,
): Num {
    if (left.type.kind === 'date' || right.type.kind === 'date') {
        if (op !== '-' || left.type.kind !== 'date' || right.type.kind !== 'date')
            return refuse(`'${text}' moves a date, which is not compiled`);
    }
    const [a, b] = [numberOf(sheet, left, look), numberOf(sheet, right, look)];
    switch (op) {
        case '+':
            return add(a, b);
        case '-':
            return add(a, b, -1);
        case '*':
            return multiply(a, b);
        case '/': {
            if (right.kind !== 'constant' || !(right.value instanceof Rational) || right.value.isZero())
                return refuse(`'${text}' divides by something that is not written as a number`);
            return multiply(a, constant(Rational.ONE.div(right.value)));
        }
    }
}

type Judgement = Extract<Expression, { kind: 'compare' | 'between' | 'in' | 'known' | 'and' | 'or' | 'not' | 'some' }>;

function judged(sheet: Sheet, expression: Judgement, look: Look): Truth {
    switch (expression.kind) {
        case 'compare':
            return compared(sheet, expression, expression.left, expression.op, expression.right, look);
        case 'between':
            return all([
                compared(sheet, expression, expression.value, '>=', expression.low, look),
                compared(sheet, expression, expression.value, '<=', expression.high, look),
            ]);
        case 'in':
            return any(
                expression.options.map(option => compared(sheet, expression, expression.value, '=', option, look)),
            );
        case 'known': {
            const unknown = unknownOf(worthOf(sheet, expression.value, look));
            return { holds: unknown === '' ? 'true' : `!(${unknown})`, unknown: '' };
        }
        case 'and':
            return all(expression.parts.map(part => truthOf(sheet, part, look)));
        case 'or':
            return any(expression.parts.map(part => truthOf(sheet, part, look)));
        case 'not': {
            const { holds, unknown } = truthOf(sheet, expression.operand, look);
            return { holds: unknown === '' ? `!(${holds})` : `!(${holds} || ${unknown})`, unknown };
        }
        case 'some':
            return some(
                expression.count,
                expression.parts.map(part => truthOf(sheet, part, look)),
            );
    }
}

const isFalse = ({ holds, unknown }: Truth): string => (unknown === '' ? `!(${holds})` : `!(${holds} || ${unknown})`);

function all(parts: readonly Truth[]): Truth {
    const open = parts.filter(({ unknown }) => unknown !== '');
    const holds = `(${parts.map(part => part.holds).join(' && ') || 'true'})`;
    if (open.length === 0) return { holds, unknown: '' };
    const anyUnknown = open.map(({ unknown }) => unknown).join(' || ');
    const anyFalse = parts.map(isFalse).join(' || ');
    return { holds, unknown: `((${anyUnknown}) && !(${anyFalse}))` };
}

function any(parts: readonly Truth[]): Truth {
    const open = parts.filter(({ unknown }) => unknown !== '');
    const holds = `(${parts.map(part => part.holds).join(' || ') || 'false'})`;
    if (open.length === 0) return { holds, unknown: '' };
    return { holds, unknown: `((${open.map(({ unknown }) => unknown).join(' || ')}) && !${holds})` };
}

function some(count: number, parts: readonly Truth[]): Truth {
    const sum = (codes: readonly string[]): string => codes.map(code => `(${code} ? 1 : 0)`).join(' + ') || '0';
    const holding = sum(parts.map(({ holds }) => holds));
    const open = parts.flatMap(({ unknown }) => (unknown === '' ? [] : [unknown]));
    const holds = `(${holding} >= ${count})`;
    if (open.length === 0) return { holds, unknown: '' };
    return { holds, unknown: `(!${holds} && ${holding} + ${sum(open)} >= ${count})` };
}

const OPERATORS = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '===', '<>': '!==' } as const;

/** Numbers and days by size, tiers by rank, texts by being the same. */
function compared(
    sheet: Sheet,
    { text }: Expression,
    left: Expression,
    op: Comparison,
    right: Expression,
    look: Look,
): Truth {
    const [a, b] = [worthOf(sheet, left, look), worthOf(sheet, right, look)];
    const operator = OPERATORS[op];
    if (a.kind === 'number' && b.kind === 'number') {
        const unknown = either(a.num.unknown, b.num.unknown);
        return decided(compare(operator, a.num, b.num), unknown);
    }
    if (a.kind === 'rank' && b.kind === 'text')
        return decided(`${a.code} ${operator} ${rankOf(sheet, a.ladder, b.text)}`, '');
    if (a.kind === 'code' && b.kind === 'text' && (op === '=' || op === '<>')) {
        const code = a.texts.indexOf(b.text);
        // A text of the data is never what stands for unknown.
        const holds = `${a.code} ${operator} ${code}`;
        return op === '='
            ? { holds: `(${code > 0 ? holds : 'false'})`, unknown: a.unknown }
            : decided(holds, a.unknown);
    }
    return refuse(`'${text}' compares what is not compiled`);
}

const decided = (code: string, unknown: string): Truth =>
    unknown === '' ? { holds: `(${code})`, unknown } : { holds: `(!(${unknown}) && ${code})`, unknown };

const rankOf = (sheet: Sheet, ladder: string, tier: string): number =>
    sheet.program.ladders.find(({ name }) => name === ladder)?.tiers.findIndex(({ name }) => name === tier) ?? -1;
