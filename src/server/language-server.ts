import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { pullsDiagnostics } from './client.ts';
import { LoyaltyCodeActions } from './code-actions.ts';
import { diagnosticOptions } from './pulled-diagnostics.ts';

/** Announces what really works, and nothing else; a golden test holds it. */
export class LoyaltyLanguageServer extends DefaultLanguageServer {
    protected override buildInitializeResult(params: InitializeParams): InitializeResult {
        const { capabilities } = super.buildInitializeResult(params);
        return {
            serverInfo: { name: 'loyalty' },
            capabilities: {
                ...capabilities,
                completionProvider: { ...capabilities.completionProvider, resolveProvider: true },
                colorProvider: true,
                codeLensProvider: { resolveProvider: true },
                ...(pullsDiagnostics(params) ? { diagnosticProvider: diagnosticOptions } : {}),
                inlayHintProvider: { resolveProvider: true },
                linkedEditingRangeProvider: true,
                selectionRangeProvider: true,
                codeActionProvider: { codeActionKinds: [...LoyaltyCodeActions.kinds], resolveProvider: true },
            },
        };
    }
}
