import type { AstNode } from 'langium';
import { builders } from 'prettier/doc';
import { isExpression } from '../language/generated/ast.ts';
import { commentDoc } from './comment.ts';
import { endsLine, type Token } from './tokens.ts';

const { hardline, line } = builders;
const NONE: ReadonlySet<string> = new Set();

export type Gap = 'none' | 'blank' | 'break';

const NOTHING_BEFORE = new Set([',', ')', '%', '.']);
const NOTHING_BEHIND = new Set(['(', '.']);

/** Where a line may end within a clause or a header that is too long: before these words. */
const COMMON = new Set(['if', 'where', 'within', 'for', 'per', 'at']);
/** The same, by type of node. */
const BREAKS: Readonly<Record<string, ReadonlySet<string>>> = {
    Aggregate: new Set(['where', 'over']),
    Benefit: new Set(['worth']),
    Present: new Set(['worth']),
    Discount: new Set(['if']),
    During: new Set(['or']),
    Earn: new Set(['on']),
    EventDecl: new Set(['closes']),
    Expect: new Set(['by', 'for']),
    Give: new Set(['per', 'every', 'at', 'to', 'expiring', 'pending', 'compounding', 'if']),
    Happening: new Set(['of', 'redeeming', 'with', 'as', 'known']),
    Limit: new Set(['per', 'else']),
    Milestone: new Set(['of', 'then']),
    NameRef: new Set(['over']),
    NewPrice: new Set(['per', 'if']),
    Offer: new Set(['from', 'within']),
    OnEvent: new Set(['after']),
    OpenCase: new Set(['for', 'within']),
    Price: new Set(['on']),
    Send: new Set(['by']),
    Source: new Set(['from', 'timezone', 'where', 'and']),
    Tier: new Set(['or', 'and', 'forever', 'per']),
    Journey: new Set(['on', 'every', 'without', 'while', 'before', 'at']),
    Trigger: new Set(['on', 'every', 'without', 'while', 'before', 'at']),
};

/** What usually stands between two neighbours of a node. */
export function gapBetween(owner: AstNode, previous: Token, next: Token): Gap {
    if (NOTHING_BEFORE.has(next.text) || NOTHING_BEHIND.has(previous.text)) return 'none';
    if (next.text === ':' && owner.$type !== 'Field') return 'none';
    if (previous.text === ',') return 'break';
    return breaksIn(owner).has(next.text) ? 'break' : 'blank';
}

function breaksIn(owner: AstNode): ReadonlySet<string> {
    return BREAKS[owner.$type] ?? (isExpression(owner) ? NONE : COMMON);
}

/** Whether comments force the line to end between two tokens. */
export function mustBreak(previous: Token, next: Token): boolean {
    return endsLine(previous) || next.above.length > 0;
}

/** What is printed between two tokens of one clause, with the comments above the second. */
export function separate(previous: Token, next: Token, gap: Gap): builders.Doc {
    if (mustBreak(previous, next)) return [hardline, next.above.map(comment => [commentDoc(comment), hardline])];
    if (gap === 'none') return '';
    return gap === 'blank' ? ' ' : line;
}
