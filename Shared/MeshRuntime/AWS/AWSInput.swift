import Hummingbird
import MeshCore
import NIOCore

/// Reads the inputs of AWS operations.
enum AWSInput {
    /// The depth of documents within documents that AWS's own parser takes is not told; this is far below what a stack
    /// takes.
    private static let depth = 512

    /// The members of a JSON body; none when it is empty.
    ///
    /// - Throws: `SerializationException` when it is no JSON object.
    static func object(in body: ByteBuffer) throws(AWSError) -> JSONObject {
        guard body.readableBytes > 0 else { return [:] }
        let value: JSONValue
        do {
            value = try JSONValue(
                parsing: body.readableBytesView, limits: JSONLimits(depth: depth, byteCount: body.readableBytes))
        } catch {
            throw .serialization("The body is no JSON: \(error).")
        }
        switch value {
        case .object(let object): return object
        case .null: return [:]
        case .bool, .int, .double, .string, .array:
            throw .serialization("Start of structure or map found where not expected.")
        }
    }
}

extension Request {
    /// The whole body, which stays with the request.
    ///
    /// - Throws: 413 past the limit.
    mutating func collectAWSBody(upTo limit: Int) async throws -> ByteBuffer {
        do {
            return try await collectBody(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw AWSError(
                "RequestEntityTooLargeException", "The request is larger than \(limit) bytes.", status: 413)
        }
    }
}
