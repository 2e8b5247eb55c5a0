import MeshCore
import NotifierAPI

/// A mail that this instance is to send, as long as its claim holds.
struct ClaimedMail: Sendable {
    let id: Delivery.ID
    /// Grows with each claim; a finished attempt under an older one changes nothing.
    let claim: Int64
    let tenant: String
    let key: String
    let category: String
    let address: String
    let name: String?
    let content: NotificationContent
    let attempts: Int
    let createdAt: Timestamp
}
