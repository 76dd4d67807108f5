import { endOf } from '../base/calendar.ts';
import type { Instant } from '../base/zone.ts';
import type { CalendarUnit, Expression } from '../model/expression.ts';
import type { Invariant } from '../model/invariant.ts';
import { PHASES, schedule } from './due.ts';
import { isDuring } from './during.ts';
import { allHold, evaluate, firstUnknown, partsOf } from './evaluate.ts';
import { lineScope } from './goods.ts';
import { NOW } from './log.ts';
import type { Promises } from './promises.ts';
import type { Running } from './running.ts';
import { sayValue } from './say.ts';
import { type Scope, silent } from './scope.ts';
import type { EventFacts, Goods } from './state.ts';
import { scopeOf } from './view.ts';

/** An occasion on which invariants are looked at. */
interface Look {
    readonly at: Instant;
    readonly cause: string | undefined;
    readonly facts: EventFacts | undefined;
}

/** The very last of an event: it has been taken in, with all that it set going. */
export function lookAfterEvent(running: Running, facts: EventFacts, goods: readonly Goods[]): void {
    const { promises, book } = running;
    if (promises === undefined) return;
    const look: Look = { at: facts.at, cause: facts.id, facts };
    for (const invariant of book.invariants) {
        const { occasion } = invariant;
        if (occasion.kind === 'event' && occasion.event === facts.event) judge(running, invariant, look);
        if (occasion.kind === 'item' && facts.event === 'purchase') judgeLines(running, invariant, look, goods);
    }
    lookAtChanges(running, promises, look);
}

/** After what fell due at one instant, and after what another member gave. */
export function lookAfterDue(running: Running, at: Instant): void {
    if (running.promises !== undefined)
        lookAtChanges(running, running.promises, { at, cause: undefined, facts: undefined });
}

/** The end of a run, or of a test. */
export function lookAtEnd(running: Running, at: Instant): void {
    for (const invariant of running.book.invariants) {
        if (invariant.occasion.kind === 'end') judge(running, invariant, { at, cause: undefined, facts: undefined });
    }
}

/** The last moment of a calendar period; the next one is put down. */
export function lookAtPeriod(running: Running, name: string, at: Instant): void {
    const invariant = running.book.invariants.find(each => each.name === name);
    if (invariant?.occasion.kind !== 'end of period') return;
    judge(running, invariant, { at, cause: undefined, facts: undefined });
    schedulePeriodEnd(running, invariant, invariant.occasion.unit, at + 1);
}

/** What returns by the calendar, from an instant on. */
export function scheduleInvariants(
    running: Running,
    from: Instant,
    isMeant: (invariant: Invariant) => boolean = () => true,
): void {
    for (const invariant of running.book.invariants.filter(isMeant)) {
        running.state.scheduled.add(invariant.name);
        if (invariant.occasion.kind === 'end of period')
            schedulePeriodEnd(running, invariant, invariant.occasion.unit, from);
    }
}

function schedulePeriodEnd(
    { state, book, place }: Running,
    invariant: Invariant,
    unit: CalendarUnit,
    from: Instant,
): void {
    const today = place.zone.dayAt(from);
    const last = unit === 'day' ? today : endOf(today, unit, place.turns);
    const at = place.zone.startOfDay(last + 1) - 1;
    const task = { kind: 'end of period', invariant: invariant.name } as const;
    schedule(state.due, { at, phase: PHASES.invariant, order: book.invariants.indexOf(invariant), task });
}

function lookAtChanges(running: Running, promises: Promises, look: Look): void {
    const changes = promises.takeChanges();
    for (const invariant of running.book.invariants) {
        const { occasion } = invariant;
        if (occasion.kind === 'tier') {
            for (const { ladder, from, to, rises } of changes) {
                const isMeant =
                    ladder === occasion.ladder &&
                    (occasion.change === 'changed' ||
                        (occasion.change === 'reached' && rises && to === occasion.tier) ||
                        (occasion.change === 'lost' && !rises && from === occasion.tier));
                if (isMeant) judge(running, invariant, look, `${ladder} changes from ${from} to ${to}`);
            }
        }
        if (occasion.kind === 'standing') judgeStanding(running, invariant, look);
    }
}

/** What goes on being broken is reported once. */
function judgeStanding(running: Running, invariant: Invariant, look: Look): void {
    const { broken } = running.state;
    const scope = scopeFor(running, invariant, look);
    const why = breachOf(running, invariant, scope, look.at);
    if (why === undefined) broken.delete(invariant.name);
    else if (!broken.has(invariant.name)) {
        broken.add(invariant.name);
        report(running, invariant, look, why);
    }
}

function judge(running: Running, invariant: Invariant, look: Look, what = ''): void {
    const why = breachOf(running, invariant, scopeFor(running, invariant, look), look.at);
    if (why !== undefined) report(running, invariant, look, [what, why].filter(text => text !== '').join(': '));
}

/** One report for each line that does not keep it. */
function judgeLines(running: Running, invariant: Invariant, look: Look, goods: readonly Goods[]): void {
    const line = lineScope(scopeFor(running, invariant, look), running.program);
    for (const each of goods) {
        const scope = line.at(each);
        if (!allHold(invariant.where, scope, running.program)) continue;
        const why = breachOf(running, invariant, scope, look.at);
        const article = each.line.sku === undefined ? '' : ` ('${each.line.sku}')`;
        if (why !== undefined) report(running, invariant, look, `line ${each.line.index + 1}${article}: ${why}`);
    }
}

/** The values with which it is broken; undefined where it is kept, cannot be decided, or is not about this. */
function breachOf(running: Running, invariant: Invariant, scope: Scope, at: Instant): string | undefined {
    const { program, promises, place } = running;
    if (!isDuring(invariant.during, at, place.zone) || !allHold(invariant.when, scope, program)) return undefined;
    promises?.count(invariant.name);
    for (const promise of invariant.always) {
        const truth = evaluate(promise, scope, program);
        if (truth === false) return foundIn(promise, silent(scope), running);
        if (truth === undefined) scope.onUnknown?.(firstUnknown(promise, scope, program));
    }
    return undefined;
}

const report = ({ emit }: Running, { name }: Invariant, { at, cause }: Look, why: string): void =>
    emit(at, cause, { kind: 'breach', invariant: name, why });

/** Every value that the condition asks for: `paid is 3.00 EUR, cost is 3.50 EUR`. */
function foundIn(condition: Expression, scope: Scope, { program }: Running): string {
    const asked = new Map(leavesOf(condition).map(leaf => [leaf.text, leaf]));
    return [...asked.values()]
        .map(leaf => `${leaf.text} is ${sayValue(evaluate(leaf, scope, program), leaf.type, program)}`)
        .join(', ');
}

function leavesOf(expression: Expression): readonly Expression[] {
    if (expression.kind === 'constant') return [];
    const parts = partsOf(expression);
    return parts.length === 0 ? [expression] : parts.flatMap(leavesOf);
}

function scopeFor(running: Running, { name }: Invariant, { at, cause, facts }: Look): Scope {
    const scope = scopeOf(running, {
        at,
        asOf: NOW,
        facts,
        before: undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: what => running.emit(at, cause, { kind: 'unknown', rule: name, what }),
    });
    return {
        ...scope,
        eventField: (event, field) =>
            event === 'given' ? running.promises?.given(field, running.program) : scope.eventField(event, field),
    };
}
