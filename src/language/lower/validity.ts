import { AstUtils } from 'langium';
import { formatDate, parseDate } from '../../base/calendar.ts';
import type { Program } from '../../model/program.ts';
import { outsideValidity } from '../checks/program.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';

/** Times of rules that lie before the program begins or after it ends: the rule would never apply. */
export function reportOutsideValidity(
    lowering: Lowering,
    declaration: ast.Declaration,
    { from, through }: Program['valid'],
): void {
    if (from === undefined && through === undefined) return;
    const isOutside = ({ from: first, through: last }: ast.During): boolean => {
        const [begins, ends] = [first, last].map(text => (text === undefined ? undefined : parseDate(text)));
        if (begins === undefined || ends === undefined) return false;
        return (from !== undefined && ends < from) || (through !== undefined && begins > through);
    };
    const period = [
        ...(from === undefined ? [] : [`from ${formatDate(from)}`]),
        ...(through === undefined ? [] : [`through ${formatDate(through)}`]),
    ].join(' ');
    for (const node of AstUtils.streamAst(declaration).filter(ast.isDuring)) {
        if (ast.isDuring(node.$container)) continue;
        if ([node, ...node.alternatives].every(isOutside)) lowering.report(outsideValidity, node, [period]);
    }
}
