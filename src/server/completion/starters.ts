import { AstUtils, type Grammar, GrammarAST } from 'langium';
import { findFirstFeatures } from 'langium/lsp';

/** Elements of the grammar that begin a clause, a declaration, a step: what can stand on a new line. */
export function startersOf(grammar: Grammar): ReadonlySet<GrammarAST.AbstractElement> {
    const starters = new Set<GrammarAST.AbstractElement>();
    for (const node of AstUtils.streamAst(grammar)) {
        if (!GrammarAST.isAssignment(node) || node.operator !== '+=') continue;
        if (node.cardinality !== '*' && node.cardinality !== '+') continue;
        for (const stack of findFirstFeatures(node.terminal)) {
            const last = stack.at(-1);
            if (last) starters.add(last.feature);
        }
    }
    return starters;
}

/** `is at least` for `at`, `soonest to expire first` for `soonest`: the words that must follow a keyword. */
export function wordsFrom(keyword: GrammarAST.Keyword): string {
    let child: GrammarAST.AbstractElement = keyword;
    const words = [keyword.value];
    for (let parent = child.$container; ; parent = child.$container) {
        if (GrammarAST.isAssignment(parent) && !parent.cardinality) {
            child = parent;
            continue;
        }
        if (!GrammarAST.isGroup(parent) || child.cardinality) break;
        for (const next of parent.elements.slice(parent.elements.indexOf(child) + 1)) {
            const word = GrammarAST.isAssignment(next) ? next.terminal : next;
            if (!GrammarAST.isKeyword(word) || next.cardinality || word.cardinality || !/^\w/.test(word.value))
                return words.join(' ');
            words.push(word.value);
        }
        break;
    }
    return words.join(' ');
}
