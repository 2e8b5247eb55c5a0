import GRDB

/// Whoever waits for payments to move on at their provider: the checkout.
protocol PaymentListener: Sendable {
    /// Makes due what waits for a payment, in the transaction that notes the hint. The hint says only that something may
    /// have happened; what, the provider has to be asked.
    func paymentMoved(_ reference: PaymentReference, _ db: Database) throws

    /// Called after that transaction is on disk, to look for what is due now. It must not take long.
    func paymentMoved(_ reference: PaymentReference)
}
