import type { MessageLimit, Messaging, Quiet } from '../../model/message.ts';
import { describeType } from '../../model/type.ts';
import { outOfRange, pointlessClause } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerScopes } from './limit.ts';
import { minutes, whole } from './number.ts';
import { typeOfField } from './type.ts';

type Clause = ast.ProgramClause | ast.TriggerClause | ast.JourneyClause;

/** The program's clauses, or a trigger's, which say otherwise. */
export function lowerMessaging(lowering: Lowering, clauses: readonly Clause[], otherwise: Messaging): Messaging {
    const consent = clauses.find(ast.isConsent);
    const quiet = clauses.find(ast.isQuiet);
    return {
        consent: consent ? lowerConsent(lowering, consent) : otherwise.consent,
        quiet: quiet ? lowerQuiet(lowering, quiet) : otherwise.quiet,
        limited: otherwise.limited && !clauses.some(ast.isUnlimited),
    };
}

/** Clauses on messages in a trigger that sends none. */
export function checkMessaging(lowering: Lowering, clauses: readonly (ast.TriggerClause | ast.JourneyClause)[]): void {
    if (clauses.some(ast.isSend)) return;
    for (const clause of clauses) {
        if (ast.isConsent(clause) || ast.isQuiet(clause) || ast.isUnlimited(clause))
            lowering.report(pointlessClause, clause, [textOf(clause), 'the trigger sends no message']);
    }
}

export function lowerMessageLimit(lowering: Lowering, node: ast.MessageLimit): MessageLimit {
    const amount = whole(lowering, node.value, node, 'The number of messages');
    return {
        limit: lowerScopes(lowering, node, { amount, of: 'times', scopes: node.scopes }),
        channel: node.channel?.ref?.name,
    };
}

function lowerConsent(lowering: Lowering, node: ast.Consent): string | undefined {
    const field = node.field?.ref;
    if (!field) return undefined;
    const type = typeOfField(lowering, field, 'member');
    if (type.kind !== 'set' || type.of !== 'channels') {
        const place = { node, property: 'field' };
        lowering.report(mismatch, place, ['a set of channels of the member', describeType(type)]);
    }
    return field.name;
}

function lowerQuiet(lowering: Lowering, node: ast.Quiet): Quiet | undefined {
    if (node.never) return undefined;
    const [start, end] = [
        minutes(lowering, node.start, { node, property: 'start' }),
        minutes(lowering, node.end, { node, property: 'end' }),
    ];
    if (node.start && node.end && start % 1440 === end % 1440)
        lowering.report(outOfRange, node, ['The end of the quiet hours', 'another hour than their start', node.end]);
    return { start: start % 1440, end: end % 1440 };
}
