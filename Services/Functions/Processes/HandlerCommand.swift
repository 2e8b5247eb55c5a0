/// What is started for a handler, and where.
struct HandlerCommand: Sendable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    /// The working directory.
    var directory: String
    /// Bytes of memory that it may write to; see ``HandlerProcess``.
    var memory: Int
    /// Bytes of its longest file.
    var storage: Int
}
