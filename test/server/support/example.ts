/** A program of two files that says a little of everything. */
export const main = `import "rules.loyalty"

/** Beans for everybody. */
program Beans "Bean Rewards" {
  currency EUR
  timezone "Europe/Berlin"
  channels email, push
}

member {
  birthday : date "day of birth"
  city     : text
}

/** What members collect. */
points Star {
  worth  0.02 EUR
  expire after 12 months
}

tiers Status {
  qualify   by spend over last 12 months
  upgrade   immediately

  tier Friend
  tier Gold from 300 EUR
}

dataset Spring {
  member   from "data/members.csv"   { id = "id" birthday = "born" }
  purchase from "data/purchases.csv" { member = "id" time = "at" order = "order" price = "price" channel = "channel" }
}

test "a purchase earns" {
  member ann { tier Gold }
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 60 Star
}

test "a birthday is noticed" {
  member bob { birthday = 2000-03-04 }
  2026-03-04 expect bob gets Birthday
}
`;

export const rules = `import "main.loyalty"

event purchase {
  channel : one of store, app
}

earn Base on purchase {
  give 1 Star per 1 EUR
}

earn Extra on purchase {
  when Status is at least Gold and purchase.channel is not app
  give 50% of Base
}

trigger Birthday on member.birthday {
  send "card" by email
}
`;
