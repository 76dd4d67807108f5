import type { EventKind } from '../../model/event.ts';
import type { Wallet } from '../../model/wallet.ts';

/** What was paid from a wallet is a field of the purchase that bears its name. */
export function withWallets(events: readonly EventKind[], wallets: readonly Wallet[]): readonly EventKind[] {
    if (wallets.length === 0) return events;
    const fields = wallets.map(({ name, title, doc, span, account }) => {
        const currency = account.worth?.currency ?? '';
        return { name, title, doc, span, type: { kind: 'money', currency } as const, builtIn: false };
    });
    return events.map(event =>
        event.name === 'purchase' ? { ...event, fields: [...event.fields, ...fields] } : event,
    );
}
