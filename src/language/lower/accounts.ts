import type { Expression, Window } from '../../model/expression.ts';
import type { MetricSource } from '../../model/metric.ts';
import * as ast from '../generated/ast.ts';
import { LADDER_ACCOUNT, MEMBER_ACCOUNT } from '../library.ts';
import { type Lowering, NUMBER, spanOf, textOf } from './context.ts';
import { ownerOf } from './type.ts';

/** `Status.falls`, `member.messages`: what a run counts by itself, asked over a window. */
export function isAccount(field: ast.Field): boolean {
    const owner = ownerOf(field);
    return owner === LADDER_ACCOUNT || owner === MEMBER_ACCOUNT;
}

export function lowerAccount(lowering: Lowering, node: ast.NameRef, field: ast.Field, window: Window): Expression {
    const ladder = node.head?.ref;
    const name = ast.isLadder(ladder) ? `${ladder.name}.${field.name}` : 'member.messages';
    const source: MetricSource = ast.isLadder(ladder)
        ? { kind: 'tier', ladder: ladder.name, change: field.name === 'rises' ? 'rises' : 'falls' }
        : { kind: 'message' };
    if (!lowering.inlineMetrics.has(name))
        lowering.inlineMetrics.set(name, {
            ...{ name, title: name, doc: '', span: spanOf(node), inline: true, fn: 'sum', source, type: NUMBER },
            value: undefined,
            where: undefined,
        });
    return { span: spanOf(node), text: textOf(node), kind: 'metric', type: NUMBER, metric: name, window };
}
