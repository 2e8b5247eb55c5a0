import MeshCore
import NotifierAPI

/// Notifications that were gathered for a recipient, to be told as one.
struct Digest: Sendable, Identified {
    static let idPrefix = "dgs"

    /// Something that it tells.
    struct Item: Sendable {
        let delivery: String
        let subject: String
        let text: String
    }

    let id: MeshCore.ID<Digest>
    let tenant: String
    let recipient: String
    let channel: NotificationChannel
    let category: String
    var window: DigestWindow
    /// The first ones; ``DigestWindow/count`` tells how many there are.
    let items: [Item]
    let account: String?
    let name: String?
    let locale: String?

    /// More are counted and not told one by one.
    static let mostItems = 50
}
