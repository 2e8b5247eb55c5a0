import Crypto
import FoundationEssentials
import MeshCore
import NIOCore

/// Makes and reads the opaque cursors of lists: the position of the last item, signed, so that nobody makes up one and
/// a changed one is noticed.
///
/// All instances of a service sign with one key, which lies in the data directory (``SecretFile``).
package struct Cursors: Sendable {
    /// A longer position is no sort key of ours.
    private static let sizeLimit = 1024

    /// 128 bits of HMAC-SHA256: more than can be guessed, less than must be sent.
    private static let tagSize = 16

    private let key: SymmetricKey

    /// - Parameter secret: At least 32 random bytes.
    package init(secret: [UInt8]) {
        precondition(secret.count >= 32, "A key of fewer than 256 bits signs nothing")
        key = SymmetricKey(data: secret)
    }

    /// The cursor of a position.
    ///
    /// - Parameters:
    ///   - position: The sort key of the last item, with whatever else the next page needs.
    ///   - scope: What it is a cursor of: the operation and its filters. A cursor of one list is none of another.
    /// - Throws: What encoding throws.
    package func make(_ position: some Encodable, scope: String) throws -> String {
        let payload = Array(try MeshJSON.encode(position).readableBytesView)
        return Base64URL.encode(tag(payload, scope) + payload)
    }

    /// The position of a cursor.
    ///
    /// - Throws: A 400 problem for the parameter `cursor` when it was not made here for this scope.
    package func read<Position: Decodable>(_ cursor: String, as type: Position.Type, scope: String) throws -> Position {
        guard cursor.utf8.count <= Self.sizeLimit * 2, let bytes = Base64URL.decode(cursor), bytes.count > Self.tagSize
        else {
            throw Self.refusal
        }
        let payload = Array(bytes[Self.tagSize...])
        guard Self.isEqual(tag(payload, scope), Array(bytes[..<Self.tagSize])) else { throw Self.refusal }
        do {
            return try JSONDecoder().decode(type, from: Data(payload))
        } catch is DecodingError {
            // Signed by an older version of the service whose positions were others.
            throw Self.refusal
        }
    }

    private static var refusal: Problem {
        .validation([
            FieldError(
                field: "cursor", code: "invalid_cursor", message: "The cursor was not made by this list, or is too old."
            )
        ])
    }

    private func tag(_ payload: [UInt8], _ scope: String) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(scope.utf8))
        code.update(data: [0])
        code.update(data: payload)
        return Array(code.finalize().prefix(Self.tagSize))
    }

    /// Compares in constant time, so that a tag cannot be guessed byte by byte.
    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
