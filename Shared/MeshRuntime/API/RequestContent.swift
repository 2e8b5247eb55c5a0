import Hummingbird
package import MeshCore
package import NIOCore

/// What an operation takes as its body: media types, the limit, the schema, and how it becomes a value.
package struct RequestContent<Body: Sendable>: Sendable {
    /// The media types that are accepted, in lower case; empty when no body is expected.
    let mediaTypes: [String]
    /// The most bytes that are read; a longer body is refused with 413.
    let limit: Int
    /// What a JSON body must look like; nil for other bodies.
    package let schema: JSONSchema?
    /// Makes a checked body into a value.
    package let decode: @Sendable (ByteBuffer) throws -> Body
    /// Hands the body on as it comes, with its media type; nil for bodies that are read before the handler runs.
    var open: (@Sendable (RequestBody, String) -> Body)?
    /// Whether bodies of other media types are taken as well, which the handler tells apart.
    var takesAnyType = false
    /// What the document says of the types that have a schema of their own.
    var schemas: [String: JSONSchema] = [:]

    /// The limit of bodies for which nothing else is said: ample for a document that a person or a form writes.
    package static var defaultLimit: Int { 64 * 1024 }
}

extension RequestContent where Body == NoContent {
    /// No body: one that is sent all the same is refused.
    package static var none: RequestContent {
        RequestContent(mediaTypes: [], limit: 0, schema: nil) { _ in NoContent() }
    }
}

extension RequestContent where Body == ByteBuffer {
    /// Bytes as they come.
    ///
    /// - Parameters:
    ///   - mediaType: The media type, in lower case.
    ///   - limit: The most bytes.
    package static func bytes(_ mediaType: String, limit: Int) -> RequestContent {
        RequestContent(mediaTypes: [mediaType], limit: limit, schema: nil) { $0 }
    }

    /// Bytes of any media type, or of none that is told: the handler looks at `Content-Type` itself.
    ///
    /// - Parameters:
    ///   - mediaTypes: Those that the document names, in lower case.
    ///   - schemas: What the document says of some of them.
    ///   - limit: The most bytes.
    package static func bytes(
        ofAnyType mediaTypes: [String], schemas: [String: JSONSchema], limit: Int
    ) -> RequestContent {
        var content = RequestContent(mediaTypes: mediaTypes, limit: limit, schema: nil) { $0 }
        content.takesAnyType = true
        content.schemas = schemas
        return content
    }
}

extension RequestContent where Body == StreamedBody {
    /// A body that the handler reads while it comes. Its operation takes no idempotency keys, which ask for all of it.
    ///
    /// - Parameters:
    ///   - mediaTypes: The media types, in lower case.
    ///   - limit: The most bytes.
    package static func stream(_ mediaTypes: [String], limit: Int) -> RequestContent {
        RequestContent(
            mediaTypes: mediaTypes, limit: limit, schema: nil,
            decode: { _ in preconditionFailure("A streamed body is never collected") },
            open: { StreamedBody(mediaType: $1, limit: limit, body: $0) })
    }
}

extension RequestContent where Body: Decodable & Described {
    /// A JSON document, checked against the schema of its type before it is decoded.
    ///
    /// - Parameters:
    ///   - type: The message.
    ///   - limit: The most bytes.
    package static func json(_ type: Body.Type, limit: Int = RequestContent.defaultLimit) -> RequestContent {
        RequestContent(mediaTypes: ["application/json"], limit: limit, schema: Body.schema, decode: decodeJSON)
    }

    /// A JSON merge patch (RFC 7396). Its type tells an absent member from `null`, or the handler asks
    /// ``OperationInput/document``.
    ///
    /// - Parameters:
    ///   - type: The message whose members are all optional.
    ///   - limit: The most bytes.
    package static func mergePatch(_ type: Body.Type, limit: Int = RequestContent.defaultLimit) -> RequestContent {
        RequestContent(
            mediaTypes: ["application/merge-patch+json", "application/json"], limit: limit, schema: Body.schema,
            decode: decodeJSON)
    }

    private static func decodeJSON(_ buffer: ByteBuffer) throws -> Body {
        try MeshJSON.decode(Body.self, from: buffer)
    }
}
