import FoundationEssentials
package import NIOCore
import NIOFoundationCompat

/// JSON as it goes over the wire of the mesh: camelCase, slashes as they are.
package enum MeshJSON {
    /// One coder for all threads: it is immutable after this, and making one for each answer costs more than a small
    /// answer itself.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return encoder
    }()

    private static let decoder = JSONDecoder()

    /// Encodes a value into a buffer.
    package static func encode(_ value: some Encodable) throws -> ByteBuffer {
        ByteBuffer(bytes: try encoder.encode(value))
    }

    /// Decodes a value from all readable bytes of a buffer.
    package static func decode<T: Decodable>(_ type: T.Type, from buffer: ByteBuffer) throws -> T {
        try decoder.decode(type, from: Data(buffer.readableBytesView))
    }
}
