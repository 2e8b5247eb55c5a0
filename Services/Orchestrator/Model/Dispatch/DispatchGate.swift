/// What a task may have to wait for.
enum DispatchGate: Hashable, Sendable {
    /// The function, or the service, that does it and has limits.
    case target(String)
    /// The key that one task has at a time.
    case key(String)

    /// Its name in the store.
    var name: String {
        switch self {
        case .target(let name): "target/\(name)"
        case .key(let key): "key/\(key)"
        }
    }
}
