import MeshCore
import NIOCore

/// Typed inputs and outputs of AWS operations.
enum AWSCoding {
    /// The input of a call.
    ///
    /// - Throws: ``AWSError`` that names what is wrong.
    static func decode<Input: Decodable>(_ type: Input.Type, from call: AWSCall) throws -> Input {
        let bytes = call.body.readableBytes == 0 ? ByteBuffer(string: "{}") : call.body
        do {
            return try MeshJSON.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw AWSError(error)
        }
    }

    /// An output as JSON.
    ///
    /// - Throws: What encoding throws: a bug of ours.
    static func encode(_ output: some Encodable) throws -> JSONValue {
        try JSONValue(parsing: try MeshJSON.encode(output).readableBytesView, limits: JSONLimits(depth: 512))
    }
}

extension AWSError {
    /// What decoding an input found wrong.
    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = Self.missing(context.codingPath + [key])
        case .valueNotFound(_, let context):
            self = Self.missing(context.codingPath)
        case .typeMismatch(let type, let context):
            self = .serialization("The value at '\(Self.text(context.codingPath))' can not be converted to \(type)")
        case .dataCorrupted(let context):
            self = .serialization("The value at '\(Self.text(context.codingPath))' is not valid")
        @unknown default:
            self = .serialization("The input can not be read")
        }
    }

    private static func missing(_ path: [any CodingKey]) -> AWSError {
        .validation(
            "1 validation error detected: Value null at '\(text(path))' failed to satisfy constraint: Member must not be null"
        )
    }

    private static func text(_ path: [any CodingKey]) -> String {
        path.map(\.stringValue).joined(separator: ".")
    }
}
