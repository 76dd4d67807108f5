import type { Earn } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import { allHold } from '../evaluate.ts';
import { lineScope } from '../goods.ts';
import type { Scope } from '../scope.ts';
import type { Goods } from '../state.ts';

/** What a rule looks at: the event once, with the lines that match; or each line that matches by itself. */
export function* groundsOf(
    { occasion, where }: Earn,
    scope: Scope,
    goods: readonly Goods[],
    program: Program,
): Generator<{ goods: readonly Goods[]; scope: Scope }> {
    const line = lineScope(scope, program);
    const matches = (each: Goods): boolean => where.length === 0 || allHold(where, line.at(each), program);
    if (occasion.kind === 'item') {
        for (const each of goods) if (matches(each)) yield { goods: [each], scope: line.at(each) };
        return;
    }
    const matching = where.length === 0 ? goods : goods.filter(matches);
    if (where.length === 0 || matching.length > 0) yield { goods: matching, scope };
}
