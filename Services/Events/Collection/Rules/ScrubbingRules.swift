import MeshCore

/// What of a person is taken out of an event before any other rule sees it.
struct ScrubbingRules: Hashable, Sendable {
    let email: Bool
    let card: Bool
    let phone: Bool
    /// Names of properties, traits and parameters of queries whose values go, in lower case.
    let keys: Set<String>
    /// What stands there instead.
    let replacement: String

    init(json: JSONValue) {
        email = json["email"]?.boolValue ?? true
        card = json["card"]?.boolValue ?? true
        phone = json["phone"]?.boolValue ?? false
        keys = Set((json["keys"]?.arrayValue ?? []).compactMap(\.stringValue).map { $0.lowercased() })
        replacement = json["replacement"]?.stringValue ?? "[removed]"
    }
}
