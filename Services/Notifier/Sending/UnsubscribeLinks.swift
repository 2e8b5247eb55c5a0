import MeshCore
import MeshRuntime
import NotifierMail

/// Addresses by which readers end what they get: signed, so that nobody makes one for somebody else.
struct UnsubscribeLinks: Sendable {
    /// What a link is for.
    struct Target: Codable, Hashable, Sendable {
        let address: String
        let category: String
    }

    let cursors: Cursors
    /// Where the gateway is for readers: `https://shop.example.com`.
    let base: String
    /// Categories that nobody can do without, such as receipts.
    let mandatory: Set<String>

    private static let scope = "unsubscribe"

    /// The link of a delivery; nil for what cannot be ended.
    ///
    /// - Throws: What encoding throws.
    func link(for delivery: ClaimedDelivery) throws -> Unsubscribing? {
        guard !mandatory.contains(delivery.category) else { return nil }
        let token = try cursors.make(
            Target(address: delivery.address, category: delivery.category), scope: Self.scope)
        return Unsubscribing(url: "\(base)/v1/notifications/unsubscribe/\(token)")
    }

    /// What a link is for; nil when it was not made here.
    static func target(of token: String, _ cursors: Cursors) -> Target? {
        // Why it is none is nobody's business.
        try? cursors.read(token, as: Target.self, scope: scope)
    }
}
