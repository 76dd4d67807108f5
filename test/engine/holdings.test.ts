import { expect, test } from 'vitest';
import { failures } from './support/play.ts';

const METRICS = `metric Combined { average daily balance where balance.kind in "savings", "brokerage" }
metric Least { minimum daily balance }
metric Most { maximum daily balance }
metric Accounts { maximum daily accounts }
metric Products { minimum daily kinds }
`;

test('balances hold until the next one, add up over accounts, and are zero before the first', async () => {
    expect(
        await failures(
            METRICS,
            `member ann
            2026-01-11 ann: balance account = "A", kind = "savings", amount = 3_100 EUR
            2026-01-21 ann: balance account = "B", kind = "brokerage", amount = 6_200 EUR
            2026-01-21 ann: balance account = "C", kind = "loan", amount = 99_000 EUR
            2026-01-31 ann: balance account = "A", kind = "savings", amount = 0 EUR
            2026-02-01 expect ann has Combined over last calendar month is 4_100 EUR
            2026-02-01 expect ann has Combined over calendar month is 6_200 EUR
            2026-02-01 expect ann has Least over last calendar month is 0 EUR
            2026-02-01 expect ann has Most over last calendar month is 108_300 EUR
            2026-02-01 expect ann has Accounts over calendar day is 2
            2026-02-01 expect ann has Products over calendar day is 2
            2026-02-01 expect ann has Accounts over last calendar month is 3`,
        ),
        // 10 days of nothing, 10 of 3,100, 10 of 9,300, one of 6,200: 130,200 / 31 is 4,200
    ).toEqual([
        '2026-02-01 expect ann has Combined over last calendar month is 4_100 EUR: Combined over last calendar month is 4_100 EUR does not hold: it is 4200.00 EUR',
    ]);
});

test('the last of several balances of one day is that of its end; several calendar months are one stretch', async () => {
    expect(
        await failures(
            METRICS,
            `member ann
            2026-01-01 09:00 ann: balance account = "A", kind = "savings", amount = 5 EUR
            2026-01-01 17:00 ann: balance account = "A", kind = "savings", amount = 900 EUR
            2026-03-01 ann: balance account = "A", kind = "savings", amount = 1_800 EUR
            2026-04-01 expect ann has Combined over last 3 calendar months is 1_210 EUR`,
        ),
        // 59 days of 900 and 31 of 1,800 over 90 days
    ).toEqual([]);
});

const LADDER = `metric Combined { average daily balance }
tiers Preferred {
  qualify by Combined over last 3 calendar months
  upgrade review
  review  monthly on 1
  guarantee 12 months
  grace 3 months
  downgrade to what is met
  tier Member
  tier Gold from 20_000 EUR
  tier Platinum from 50_000 EUR
}
`;

test('a tier by three-month averages: up by the month, guaranteed for twelve, then three months of grace', async () => {
    expect(
        await failures(
            LADDER,
            `member ann
            2026-01-01 ann: balance account = "A", kind = "savings", amount = 60_000 EUR
            2026-01-31 expect ann tier Member
            2026-02-01 expect ann tier Gold
            2026-03-01 expect ann tier Gold
            2026-04-01 expect ann tier Platinum
            2026-04-02 ann: balance account = "A", kind = "savings", amount = 30_000 EUR
            2027-03-31 expect ann tier Platinum
            2027-06-30 expect ann tier Platinum
            2027-07-01 expect ann tier Gold`,
        ),
        // on 1 February the average is 31 of 92 days at 60,000, 20,217; on 1 March 59 of 90 days, 39,333
    ).toEqual([]);
});

test('who meets the tier when the guarantee ends has it for another twelve months; who does in the grace, too', async () => {
    expect(
        await failures(
            LADDER,
            `member ann
            member bob
            2026-01-01 ann: balance account = "A", kind = "savings", amount = 60_000 EUR
            2026-01-01 bob: balance account = "B", kind = "savings", amount = 60_000 EUR
            2026-04-01 expect ann tier Platinum
            2026-04-02 bob: balance account = "B", kind = "savings", amount = 0 EUR
            2027-04-02 ann: balance account = "A", kind = "savings", amount = 0 EUR
            2027-04-02 bob: balance account = "B", kind = "savings", amount = 200_000 EUR
            2027-05-01 expect bob tier Platinum
            2027-05-02 bob: balance account = "B", kind = "savings", amount = 0 EUR
            2028-06-30 expect ann tier Platinum
            2028-07-01 expect ann tier Member
            2028-07-31 expect bob tier Platinum
            2028-08-01 expect bob tier Member`,
        ),
    ).toEqual([]);
});
