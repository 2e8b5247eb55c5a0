package import HTTPTypes
package import MeshCore

/// An answer that an operation gives when it succeeds.
package struct ResponseDeclaration: Sendable {
    let status: HTTPResponse.Status
    let meaning: String
    /// The media type of the body; nil when there is none.
    let mediaType: String?
    let schema: JSONSchema?
    let hasETag: Bool
    let hasLocation: Bool

    /// 200 with a JSON document.
    package static func ok<T: Described>(_ type: T.Type, etag: Bool = false, _ meaning: String = "Done.") -> Self {
        json(type, status: .ok, etag: etag, meaning)
    }

    /// 201 with the new resource as a JSON document, and its address in `Location`.
    package static func created<T: Described>(
        _ type: T.Type, etag: Bool = false, _ meaning: String = "Created."
    ) -> Self {
        ResponseDeclaration(
            status: .created, meaning: meaning, mediaType: "application/json", schema: T.schema, hasETag: etag,
            hasLocation: true)
    }

    /// A JSON document with another status.
    package static func json<T: Described>(
        _ type: T.Type, status: HTTPResponse.Status, etag: Bool = false, _ meaning: String
    ) -> Self {
        ResponseDeclaration(
            status: status, meaning: meaning, mediaType: "application/json", schema: T.schema, hasETag: etag,
            hasLocation: false)
    }

    /// 204 without a body.
    package static func noContent(_ meaning: String = "Done; nothing to say.") -> Self {
        ResponseDeclaration(
            status: .noContent, meaning: meaning, mediaType: nil, schema: nil, hasETag: false, hasLocation: false)
    }

    /// A body of another media type: text, bytes, a stream.
    package static func content(_ mediaType: String, status: HTTPResponse.Status = .ok, _ meaning: String) -> Self {
        ResponseDeclaration(
            status: status, meaning: meaning, mediaType: mediaType, schema: nil, hasETag: false, hasLocation: false)
    }

    /// A body whose media type follows from the request: whatever the caller accepts, it is answered so.
    package static func unspecified(status: HTTPResponse.Status = .ok, _ meaning: String) -> Self {
        ResponseDeclaration(
            status: status, meaning: meaning, mediaType: nil, schema: nil, hasETag: false, hasLocation: false)
    }
}
