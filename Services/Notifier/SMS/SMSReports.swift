import MeshCore
import MeshRuntime
import NotifierAPI

/// Addresses at which a provider says what became of a message: signed, so that nobody else says so.
struct SMSReports: Sendable {
    let cursors: Cursors
    /// Where the gateway is for providers: `https://shop.example.com`.
    let base: String

    private static let scope = "sms report"

    /// The address for a delivery.
    ///
    /// - Throws: What encoding throws.
    func link(for delivery: Delivery.ID) throws -> String {
        "\(base)/v1/notifications/sms/reports/\(try cursors.make(delivery.description, scope: Self.scope))"
    }

    /// The delivery of an address; nil when it was not made here.
    static func delivery(of token: String, _ cursors: Cursors) -> Delivery.ID? {
        // Why it is none is nobody's business.
        (try? cursors.read(token, as: String.self, scope: scope)).flatMap { Delivery.ID($0) }
    }
}
