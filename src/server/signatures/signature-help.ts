import { AstUtils, GrammarAST, type LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import {
    type MarkupContent,
    type ParameterInformation,
    type SignatureHelp,
    type SignatureHelpParams,
    SignatureHelpTriggerKind,
    type SignatureInformation,
} from 'vscode-languageserver';
import { declarationAt, surroundings } from '../completion/slice.ts';
import { toPlainText, type Words, wordsOf } from '../completion/snippets.ts';
import { phrases } from '../phrases/index.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { bestMatches, type Form, formOf, tokensBefore } from './forms.ts';

const MOST = 8;

/** How a clause goes on, and which of its places comes next: from the same phrases that completion proposes. */
export class LoyaltySignatureHelp implements SignatureHelpProvider {
    readonly signatureHelpOptions = { triggerCharacters: [' ', '('], retriggerCharacters: [','] };
    private readonly services: LoyaltyServerServices;
    private known: ReadonlyMap<string, readonly Form[]> | undefined;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
    }

    /** What may be written, by the keyword of the declaration that it stands in. */
    private get formsBehind(): ReadonlyMap<string, readonly Form[]> {
        this.known ??= formsByKeyword(this.services.Grammar);
        return this.known;
    }

    provideSignatureHelp(
        document: LangiumDocument,
        { position, context }: SignatureHelpParams,
    ): SignatureHelp | undefined {
        const text = document.textDocument.getText();
        const offset = document.textDocument.offsetAt(position);
        const slice = declarationAt(text, offset);
        if (surroundings(slice, offset) !== 'code') return undefined;
        const forms = this.formsBehind.get(/^[a-z]+/.exec(slice.text)?.[0] ?? '') ?? [];
        const found = bestMatches(forms, tokensBefore(slice.text.slice(0, offset - slice.start)));
        // A blank is typed all the time: help that nobody asked for comes where a clause has just been begun.
        const isByBlank = context?.triggerKind === SignatureHelpTriggerKind.TriggerCharacter && !context.isRetrigger;
        const shown = found.filter(({ isBegun }) => !isByBlank || isBegun).slice(0, MOST);
        if (shown.length === 0) return undefined;
        const words = wordsOf(this.services.loyalty.Names, document, slice.text);
        return {
            signatures: shown.map(({ form, active }) => this.signatureOf(form, active, words)),
            activeSignature: 0,
            activeParameter: shown[0]?.active ?? 0,
        };
    }

    private signatureOf({ type, snippet }: Form, active: number, words: Words): SignatureInformation {
        const parameters: ParameterInformation[] = [];
        let label = '';
        let end = 0;
        for (const { index, 0: place } of snippet.matchAll(/‹[^›]*›/g)) {
            label += snippet.slice(end, index);
            const shown = toPlainText(place, words) || '…';
            const choices = /^‹(?:[a-z]+=)?([^›*]*\|[^›]*)›$/.exec(place)?.[1]?.split('|');
            parameters.push({
                label: [label.length, label.length + shown.length],
                ...(choices ? { documentation: `One of ${choices.join(', ')}.` } : {}),
            });
            label += shown;
            end = index + place.length;
        }
        const meaning = phrases[type]?.meaning ?? '';
        return {
            label: label + snippet.slice(end),
            documentation: this.inFormat(meaning),
            parameters,
            activeParameter: active,
        };
    }

    private inFormat(value: string): MarkupContent | string {
        const { signatureHelp } = this.services.editor.Client.capabilities.textDocument ?? {};
        const isMarkdown = signatureHelp?.signatureInformation?.documentationFormat?.includes('markdown') ?? false;
        return isMarkdown ? { kind: 'markdown', value } : value.replaceAll('`', '');
    }
}

/** What may be written within each kind of declaration, by the word that it begins with. */
function formsByKeyword(grammar: GrammarAST.Grammar): ReadonlyMap<string, readonly Form[]> {
    const ruleOf = (name: string): GrammarAST.ParserRule | undefined =>
        grammar.rules.filter(GrammarAST.isParserRule).find(rule => rule.name === name);
    const declarations = AstUtils.streamAst(ruleOf('Declaration') ?? grammar).filter(GrammarAST.isRuleCall);
    const forms = new Map<string, readonly Form[]>();
    for (const call of declarations) {
        const rule = call.rule.ref;
        const keyword = rule && AstUtils.streamAst(rule).find(GrammarAST.isKeyword)?.value;
        if (!GrammarAST.isParserRule(rule) || keyword === undefined) continue;
        const types = [...reachable(rule)].map(({ name }) => name);
        forms.set(keyword, [...(forms.get(keyword) ?? []), ...types.flatMap(formsOf)]);
    }
    return forms;
}

function reachable(start: GrammarAST.ParserRule): ReadonlySet<GrammarAST.ParserRule> {
    const found = new Set([start]);
    for (const rule of found) {
        for (const call of AstUtils.streamAst(rule.definition).filter(GrammarAST.isRuleCall))
            if (GrammarAST.isParserRule(call.rule.ref)) found.add(call.rule.ref);
    }
    return found;
}

function formsOf(type: string): readonly Form[] {
    const lead = type === 'Window' ? 'over ' : '';
    return (phrases[type]?.snippets ?? []).map(snippet => formOf(type, lead + snippet));
}
