import MeshCore
import OrdersAPI

/// A cart as far as a checkout needs it.
struct CheckoutCart: Sendable, Equatable {
    /// So many of one thing.
    struct Line: Sendable, Equatable {
        let sku: String
        let quantity: Int64
    }

    let id: Cart.ID
    let state: CartState
    /// Whose it is; nil for a guest's.
    let account: String?
    /// Of the guest's secret; nil for an account's.
    let digest: [UInt8]?
    let currency: Currency
    let channel: String?
    let country: String?
    let version: Int64
    let lines: [Line]

    func belongs(to caller: Caller) -> Bool { caller.owns(account: account, digest: digest) }
}
