/** Nothing is wrong with it. */
export const good = `program Rewards {
  currency EUR
  timezone "Europe/Berlin"
}

points Star {
  worth 0.02 EUR
}

earn Base on purchase {
  give 1 Star per 1 EUR
}

test "one star for one euro" {
  member ann
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 40 Star
}
`;

/** A name is misspelt; there is a fix. */
export const misspelt = good.replace('give 1 Star', 'give 1 Sta');

/** One of its two tests fails. */
export const failing = `${good}
test "two stars for one euro" {
  member ann
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 80 Star
}
`;

/** Reads purchases from data.csv. */
export const withDataset = `${good}
goal "The program costs less than 5% of revenue" { cost / revenue <= 5% }

dataset Year {
  purchase from "data.csv" {
    member = "member"
    time   = "at"
    price  = "price"
  }
}
`;
