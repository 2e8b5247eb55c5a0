import MeshCore

/// The schemas of Gorse's members, each with its limits.
enum GorseFields {
    /// The most rows of one request.
    static let most = 1000

    static let id = JSONSchema.string(1...256)
    static let labels = JSONSchema.any(description: "Whatever the caller wants to keep.")
    static let categories = JSONSchema.array(of: .string(0...128), count: 0...100)
    static let timestamp = JSONSchema.string(0...64, description: "A date, or a time with or without a zone.")
    static let comment = JSONSchema.string(0...2000)
}
