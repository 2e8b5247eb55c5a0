/// Who did something, or asks: an account, or a device that keeps an id.
enum Person: Hashable, Sendable {
    /// An account's id.
    case account(String)
    /// What the visitor's device is called by the tracker.
    case device(String)

    /// What the store knows them by.
    var key: String {
        switch self {
        case .account(let id): "a/\(id)"
        case .device(let id): "d/\(id)"
        }
    }
}
