import MeshCore
import NotifierAPI

/// A delivery whose time has come, of which it is to be decided what becomes of it.
struct DueDelivery: Sendable {
    let id: String
    let tenant: String
    /// The account, or the address.
    let recipient: String
    let channel: NotificationChannel
    let category: String
    /// Whose preferences decide.
    let account: String?
    /// The digest that it tells.
    let digest: String?
    let attempts: Int
    /// Why its address is not written to.
    let suppression: String?
}
