import { GrammarAST } from 'langium';
import type { CompletionContext } from 'langium/lsp';
import type { Stretch } from './stand-in.ts';

/** Pairs of which the number before decides. */
const SINGULAR = /^(?:minute|hour|day|week|month|year|unit|time)$/;
const PLURAL = /^(?:minute|hour|day|week|month|year|unit|time)s$/;

/** In the order of the grammar, which is the order in which authors write. */
export function rankOf({ features }: CompletionContext, feature: GrammarAST.AbstractElement): string {
    return String(features.findIndex(each => each.feature === feature)).padStart(3, '0');
}

export function stretchOf({ tokenOffset, tokenEndOffset }: CompletionContext): Stretch {
    return { start: tokenOffset, end: tokenEndOffset };
}

/** What the value is for: `birthday` before `= "…"`, `member` before `from "…"`. */
export function namedBefore({ textDocument, tokenOffset }: CompletionContext): string | undefined {
    const before = textDocument.getText().slice(Math.max(0, tokenOffset - 100), tokenOffset);
    return /([\p{L}_][\p{L}\p{N}_]*)\s*(?:=\s*(?:(?:negated|signed)\s*)?|\bfrom\s*)$/u.exec(before)?.[1];
}

/** Further than a clause and the comment above it reach. */
const FAR = 4000;

/** What stands before the cursor, as far as it matters: files are long. */
export function linesBefore({ textDocument, tokenOffset }: CompletionContext): string {
    return textDocument.getText().slice(Math.max(0, tokenOffset - FAR), tokenOffset);
}

/** Whether a window can follow: none stands there, and the name is no member of something else. */
export function isMeasured({ textDocument, tokenOffset, tokenEndOffset }: CompletionContext): boolean {
    const text = textDocument.getText();
    return (
        !/^\s*(?:over|of|\.)/.test(text.slice(tokenEndOffset, tokenEndOffset + FAR)) &&
        !/(?:\bof|\.)\s*$/.test(text.slice(Math.max(0, tokenOffset - FAR), tokenOffset))
    );
}

/** `1 day`, `2 days`. */
export function agrees(word: string, { textDocument, tokenOffset }: CompletionContext): boolean {
    const number = /(\d[\d_]*(?:\.\d+)?)\s+$/.exec(
        textDocument.getText().slice(Math.max(0, tokenOffset - 40), tokenOffset),
    )?.[1];
    if (number === undefined) return true;
    return number === '1' ? !PLURAL.test(word) : !SINGULAR.test(word);
}

/** Whether a phrase is the one that this element of the grammar begins. */
export function beginsWith(phrase: string, feature: GrammarAST.AbstractElement): boolean {
    if (GrammarAST.isKeyword(feature)) return phrase.split(/\W/)[0] === feature.value.split(/\W/)[0];
    if (GrammarAST.isRuleCall(feature)) return feature.rule.$refText === 'DATE' && /^\d{4}-/.test(phrase);
    return false;
}
