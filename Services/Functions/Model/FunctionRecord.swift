import MeshCore

/// What belongs to a function as such, whichever its version.
struct FunctionRecord: Sendable, Hashable {
    let name: String
    var tags: [String: String]
    /// Invocations at once, of all versions together; nil when it shares what nobody has reserved.
    var reserved: Int?
    /// The number of the version that was published last; zero for none.
    var lastVersion: Int
}
