import MeshCore

/// The account of one purchase on account: how much is held, owed, given back and settled, and what each step adds to
/// the ledger.
struct InvoiceAccount: Hashable, Sendable {
    var reference: PaymentReference
    var order: String
    var currency: Currency
    var authorised: Int64 = 0
    var captured: Int64 = 0
    var refunded: Int64 = 0
    var settled: Int64 = 0
    var isVoided = false
    var openedAt: Timestamp

    init(reference: PaymentReference, order: String, currency: Currency, openedAt: Timestamp) {
        self.reference = reference
        self.order = order
        self.currency = currency
        self.openedAt = openedAt
    }

    /// What the buyer has still to pay; below zero what is owed to them, as after a refund of what they had paid.
    var owed: Int64 { captured - refunded - settled }

    var status: PaymentStatus {
        if isVoided { return .voided }
        if captured > 0 { return .captured(money(captured), refunded: money(refunded)) }
        return authorised > 0 ? .authorised(money(authorised)) : .none
    }

    /// Holds an amount, which the caller has checked against the limit.
    mutating func authorise(_ amount: Money) throws(InvoiceRefusal) -> LedgerEntry? {
        guard !isVoided else { throw .voided }
        guard authorised == 0 else {
            guard amount == money(authorised) else { throw .reused }
            return nil
        }
        authorised = amount.amount
        return LedgerEntry(key: "\(reference)/authorised", kind: .authorised, held: authorised, owed: 0)
    }

    /// Books what is held as a receivable.
    mutating func capture() throws(InvoiceRefusal) -> LedgerEntry? {
        guard !isVoided else { throw .voided }
        guard authorised > 0 else { throw .notAuthorised }
        guard captured == 0 else { return nil }
        captured = authorised
        return LedgerEntry(key: "\(reference)/captured", kind: .captured, held: -authorised, owed: captured)
    }

    /// Lets go of what is held, and of whatever should still come under this reference.
    mutating func void() throws(InvoiceRefusal) -> LedgerEntry? {
        guard captured == 0 else { throw .captured }
        guard !isVoided else { return nil }
        isVoided = true
        return LedgerEntry(key: "\(reference)/voided", kind: .voided, held: -authorised, owed: 0)
    }

    /// Books a part of the receivable back; the caller has seen to it that this refund is a new one.
    mutating func refund(_ amount: Money, as refund: RefundReference) throws(InvoiceRefusal) -> LedgerEntry {
        guard captured > 0 else { throw .notCaptured }
        guard amount.currency == currency, amount.amount > 0, amount.amount <= captured - refunded else {
            throw .tooMuch
        }
        refunded += amount.amount
        return LedgerEntry(key: refund.description, kind: .refunded, held: 0, owed: -amount.amount)
    }

    /// Books what the buyer has paid.
    ///
    /// - Parameter number: Of the settlement, counted by the version of the account's ledger, so that no two share a key.
    mutating func settle(_ amount: Money, number: Int64) throws(InvoiceRefusal) -> LedgerEntry {
        guard captured > 0 else { throw .notCaptured }
        guard amount.currency == currency, amount.amount > 0, amount.amount <= owed else { throw .tooMuch }
        settled += amount.amount
        return LedgerEntry(key: "\(reference)/settled/\(number)", kind: .settled, held: 0, owed: -amount.amount)
    }

    private func money(_ amount: Int64) -> Money { Money(amount: amount, currency: currency) }
}
