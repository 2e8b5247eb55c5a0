import MeshCore
import NotifierAPI

/// A delivery that is asked for.
struct NewDelivery: Sendable {
    let id: Delivery.ID
    let tenant: String
    let key: String
    let category: String
    let channel: NotificationChannel
    /// The account, or the address.
    let recipient: String
    let name: String?
    /// Whose preferences decide; nil for an address alone.
    var account: String?
    /// The language that a digest is written in.
    var locale: String?
    let content: NotificationContent
    /// The template and version that wrote the content.
    let source: String?
    let due: Timestamp
}
