import MeshCore
import MeshStore

extension OrdersConfiguration {
    /// The ways of paying that this shop offers.
    func paymentMethods(store: Store, clock: any WallClock) -> PaymentMethods {
        // Ten thousand of each: what a shop lends to somebody it knows only by an address.
        let limits: [Currency: Int64] = [.eur: 1_000_000, .usd: 1_000_000, .gbp: 1_000_000]
        return PaymentMethods([
            "invoice": InvoiceProvider(ledger: PaymentLedger(store: store, clock: clock), limits: limits)
        ])
    }
}
