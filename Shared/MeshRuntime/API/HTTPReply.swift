package import HTTPTypes
package import Hummingbird
package import NIOCore

/// What a handler answers.
package struct HTTPReply: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: ResponseBody

    package init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON document.
    ///
    /// - Parameters:
    ///   - value: What is encoded.
    ///   - status: 200 unless said otherwise.
    ///   - headers: Fields beside those that follow from the body.
    ///   - etag: The version of the resource; with it, `If-None-Match` is answered where the operation reads
    ///     conditionally.
    /// - Throws: What encoding throws: a bug of ours, hence a 500.
    package static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], etag: ETag? = nil
    ) throws -> HTTPReply {
        var headers = headers
        headers[.contentType] = "application/json"
        if let etag { headers[.eTag] = etag.description }
        return HTTPReply(status: status, headers: headers, body: ResponseBody(byteBuffer: try MeshJSON.encode(value)))
    }

    /// A JSON document that is encoded already, as from a cache.
    package static func encodedJSON(
        _ bytes: ByteBuffer, status: HTTPResponse.Status = .ok, etag: ETag? = nil
    ) -> HTTPReply {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let etag { headers[.eTag] = etag.description }
        return HTTPReply(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    /// 201 with the new resource and its address.
    ///
    /// - Throws: What encoding throws.
    package static func created(_ value: some Encodable, location: String, etag: ETag? = nil) throws -> HTTPReply {
        try json(value, status: .created, headers: [.location: location], etag: etag)
    }

    /// A status without a body.
    package static func empty(_ status: HTTPResponse.Status = .noContent, headers: HTTPFields = [:]) -> HTTPReply {
        HTTPReply(status: status, headers: headers)
    }

    /// 304: the caller's copy is current.
    package static func notModified(_ etag: ETag) -> HTTPReply {
        HTTPReply(status: .notModified, headers: [.eTag: etag.description])
    }

    /// Text.
    package static func text(_ text: String, mediaType: String = "text/plain; charset=utf-8") -> HTTPReply {
        HTTPReply(
            status: .ok, headers: [.contentType: mediaType], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A body that is made while it is sent; each write waits for the peer's window.
    package static func stream(
        mediaType: String, headers: HTTPFields = [:],
        _ write: @escaping @concurrent @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> HTTPReply {
        var headers = headers
        headers[.contentType] = mediaType
        return HTTPReply(status: .ok, headers: headers, body: ResponseBody(write))
    }
}
