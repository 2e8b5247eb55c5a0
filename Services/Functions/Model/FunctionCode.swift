/// The code of a version, by what is in it.
struct FunctionCode: Sendable, Hashable, Codable {
    /// SHA-256 of the archive, in hexadecimal: its address on the shelf.
    let digest: String
    /// The same as AWS writes it, in Base64.
    let digestBase64: String
    /// Bytes of the archive.
    let size: Int
}
