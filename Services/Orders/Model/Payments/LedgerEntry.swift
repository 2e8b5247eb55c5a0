/// A line of the ledger of purchases on account, in minor units of the account's currency.
struct LedgerEntry: Hashable, Sendable {
    /// What a line is about.
    enum Kind: String, CaseIterable, Sendable {
        case authorised, captured, voided, refunded, settled
    }

    /// Unique: what is booked once cannot be booked again.
    var key: String
    var kind: Kind
    /// What it adds to the money that is held.
    var held: Int64
    /// What it adds to the money that the buyer owes.
    var owed: Int64
}
