import Crypto
import MeshCore

/// A file on its way.
struct OutgoingFile: Sendable {
    /// Without a folder.
    let name: String
    let contentType: String
    let bytes: [UInt8]
    /// SHA-256 in hexadecimal.
    let hash: String

    init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        hash = SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
