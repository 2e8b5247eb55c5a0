import MeshCore
import NotifierAPI

/// What this instance is to send, as long as its claim holds.
struct ClaimedDelivery: Sendable {
    let id: Delivery.ID
    /// Grows with each claim; a finished attempt under an older one changes nothing.
    let claim: Int64
    let tenant: String
    let key: String
    let category: String
    /// Where it goes: an address of mail, a telephone number, or an endpoint.
    let address: String
    let account: String?
    let name: String?
    let content: NotificationContent
    let attempts: Int
    let createdAt: Timestamp
}
