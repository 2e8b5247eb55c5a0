import Crypto

/// The long texts of one step, each once.
struct PayloadSet: Sendable {
    private(set) var bytes: [[UInt8]: [UInt8]] = [:]

    /// - Returns: The SHA-256 of the text.
    mutating func add(_ text: String) -> [UInt8] {
        let content = Array(text.utf8)
        let hash = Array(SHA256.hash(data: content))
        bytes[hash] = content
        return hash
    }
}
