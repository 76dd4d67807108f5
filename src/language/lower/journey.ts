import { Rational } from '../../base/rational.ts';
import type { Journey, JourneyStep } from '../../model/journey.ts';
import type { Messaging } from '../../model/message.ts';
import type { Action, Trigger } from '../../model/trigger.ts';
import { clauseMissing, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerCondition, lowerConditions } from './expression.ts';
import { lowerLimit } from './limit.ts';
import { checkMessaging, lowerMessaging } from './message.ts';
import { minutes } from './number.ts';
import { holdOutShare, isAction, lowerAction } from './trigger.ts';
import { aroundOf, lowerOccasion, period } from './trigger-occasion.ts';

/** A journey is a trigger whose actions are spread over steps. */
export function lowerJourney(lowering: Lowering, node: ast.Journey, messaging: Messaging): Trigger | undefined {
    const occasion = node.occasion && lowerOccasion(lowering, node.occasion);
    if (!occasion) return undefined;
    const clauses = once(lowering, node.clauses, `the journey '${node.name}'`);
    const around = aroundOf(lowering, occasion);
    const steps = new Steps(lowering, around);
    steps.add(clauses);
    if (steps.actions.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The journey '${node.name}'`, 'send …']);
    const inner = clauses.flatMap(each => [each, ...nested(each)]);
    checkMessaging(lowering, inner);
    const holdOut = clauses.find(ast.isHoldOut);
    return {
        ...declared(node),
        occasion,
        atMinute: node.time ? minutes(lowering, node.time, { node, property: 'time' }) : 0,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        actions: steps.actions,
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
        holdOut: holdOut ? holdOutShare(lowering, holdOut) : Rational.ZERO,
        messaging: lowerMessaging(lowering, inner, messaging),
        journey: { ...endsOf(lowering, clauses, around), steps: steps.all },
    };
}

function endsOf(
    lowering: Lowering,
    clauses: readonly ast.JourneyClause[],
    around: Around,
): Pick<Journey, 'aim' | 'stops' | 'startsOver'> {
    const aim = clauses.find(ast.isAim);
    const condition = aim && lowerCondition(lowering, aim.condition, around);
    return {
        aim: condition && { condition, within: aim.within && period(lowering, aim.within) },
        stops: clauses.filter(ast.isStopWhen).flatMap(each => lowerCondition(lowering, each.condition, around) ?? []),
        startsOver: clauses.some(ast.isAgain),
    };
}

function nested(clause: ast.JourneyClause): ast.JourneyClause[] {
    if (!ast.isLook(clause) && !ast.isOtherwise(clause)) return [];
    return clause.steps.flatMap(each => [each, ...nested(each)]);
}

/** Steps in one row: a look that does not hold goes on further down. */
class Steps {
    readonly all: JourneyStep[] = [];
    readonly actions: Action[] = [];
    readonly #lowering: Lowering;
    readonly #around: Around;

    constructor(lowering: Lowering, around: Around) {
        this.#lowering = lowering;
        this.#around = around;
    }

    add(clauses: readonly ast.JourneyClause[]): void {
        for (const [index, clause] of clauses.entries()) {
            const place = { span: spanOf(clause), text: textOf(clause) };
            const next = clauses[index + 1];
            if (ast.isStop(clause)) {
                if (next) this.#lowering.report(pointlessClause, next, [firstWord(next), 'it stands behind stop']);
                this.all.push({ ...place, kind: 'stop' });
            } else if (ast.isWait(clause)) {
                const duration = period(this.#lowering, clause.duration);
                this.all.push({ ...place, kind: 'wait', duration, event: clause.event?.ref?.name });
            } else if (ast.isLook(clause)) this.#look(clause, ast.isOtherwise(next) ? next : undefined);
            else if (ast.isOtherwise(clause)) {
                if (!ast.isLook(clauses[index - 1]))
                    this.#lowering.report(pointlessClause, clause, ['otherwise', 'it stands behind no look']);
            } else if (isAction(clause)) this.#act(clause);
        }
    }

    #act(clause: ast.JourneyClause): void {
        const action = lowerAction(this.#lowering, clause, this.#around);
        if (!action) return;
        const { span, text } = action;
        this.all.push({ span, text, kind: 'act', action: this.actions.length });
        this.actions.push(action);
    }

    #look(clause: ast.Look, other: ast.Otherwise | undefined): void {
        const condition = lowerCondition(this.#lowering, clause.condition, this.#around);
        const place = { span: spanOf(clause), text: `look if ${textOf(clause.condition)}` };
        const at = this.all.length;
        this.all.push({ ...place, kind: 'stop' });
        this.add(clause.steps);
        const beyond = this.all.length;
        if (other) {
            this.all.push({ ...place, kind: 'stop' });
            this.add(other.steps);
            this.all[beyond] = { ...place, kind: 'go', to: this.all.length };
        }
        if (condition) this.all[at] = { ...place, kind: 'look', condition, otherwise: other ? beyond + 1 : beyond };
    }
}

const firstWord = (clause: ast.JourneyClause): string => textOf(clause).split(' ')[0] ?? '';
