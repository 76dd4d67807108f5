import type { Rational } from '../../../../src/base/rational.ts';
import { zoneOf } from '../../../../src/base/zone.ts';
import { columnsOf, type MemberHistory } from '../../../../src/engine/compiled/columns-of.ts';
import { createDecoder } from '../../../../src/engine/compiled/decode.ts';
import { compileFold, type Fold } from '../../../../src/engine/compiled/fold.ts';
import { Refusal } from '../../../../src/engine/compiled/refusal.ts';
import { createEngine } from '../../../../src/engine/engine.ts';
import { createShared } from '../../../../src/engine/shared.ts';
import type { TimeLine } from '../../../../src/engine/time-line.ts';
import type { Outcome } from '../../../../src/model/outcome.ts';
import type { Program } from '../../../../src/model/program.ts';

/** What both engines say of the same histories. */
export interface Both {
    readonly compiled: readonly (readonly Outcome[])[];
    readonly interpreted: readonly (readonly Outcome[])[];
    readonly fold: Fold;
    readonly lines: readonly TimeLine[];
}

export interface Span {
    readonly begins: number;
    readonly until: number;
}

/** Runs a program by both engines; the reasons why it is not compiled where it is not. */
export function runBoth(program: Program, histories: readonly MemberHistory[], span: Span): Both | readonly string[] {
    const { columns, events } = columnsOf(histories);
    const fold = compileFold({ program, columns, events, ...span, tells: true });
    if (fold.kind === 'refused') return fold.reasons;
    try {
        fold.run(0, columns.memberCount);
    } catch (problem) {
        if (problem instanceof Refusal) return [problem.message];
        throw problem;
    }
    const plain = compileFold({ program, columns, events, ...span, tells: false });
    if (plain.kind === 'refused') return plain.reasons;
    plain.run(0, columns.memberCount);
    const usedUp = fold.takeBudgets().filter(({ name, used }) => isUsedUp(program, name, used));
    if (usedUp.length > 0) return usedUp.map(({ name }) => `the budget '${name}' is used up`);
    const decoder = createDecoder(fold, 0);
    const sorted = histories.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1));
    const compiled = sorted.map((_, index) => decoder.outcomes(index));
    const told = sorted.map(history => interpret(program, history, span));
    for (const [name, values] of fold.results)
        if (`${plain.results.get(name)}` !== `${values}`) throw new Error(`'${name}' differs where nobody listens`);
    return { compiled, interpreted: told.map(({ outcomes }) => outcomes), fold, lines: told.map(({ line }) => line) };
}

function isUsedUp({ budgets }: Program, name: string, used: Rational): boolean {
    return budgets.some(budget => budget.name === name && used.ge(budget.atMost.amount));
}

function interpret(program: Program, { member, occurrences }: MemberHistory, { begins, until }: Span) {
    const outcomes: Outcome[] = [];
    const sink = (outcome: Outcome): void => void outcomes.push(outcome);
    const line = createEngine(program).open(member, { sink, shared: createShared(program), begins });
    for (const occurrence of occurrences) if (occurrence.at <= until) line.apply(occurrence);
    line.finish(until);
    return { outcomes, line };
}

export function startOfDay(zone: string, date: string): number {
    return zoneOf(zone)?.startOfDay(Date.parse(date) / 86_400_000) ?? 0;
}
