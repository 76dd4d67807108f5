import type { Money } from './simulation.ts';

/** loaded (sold, topped up, bonus, credit) = used + expired + taken back + outstanding - owed by members. */
export interface WalletFigures {
    readonly sold: Money;
    readonly toppedUp: Money;
    readonly bonus: Money;
    /** What rules gave as credit, where the wallet holds it. */
    readonly credit: Money;
    /** Less what returns gave back. */
    readonly used: Money;
    readonly expired: Money;
    readonly takenBack: Money;
    /** What members can still pay with. */
    readonly outstanding: Money;
}
