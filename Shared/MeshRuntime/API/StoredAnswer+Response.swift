import HTTPTypes
import Hummingbird
package import MeshStore
import NIOCore

extension StoredAnswer {
    init(_ response: Response, body: ByteBuffer) {
        let fields = response.headers.lazy.filter { $0.name != .date && $0.name != .contentLength }
            .map { Field(name: $0.name.canonicalName, value: $0.value) }
        self.init(status: Int(response.status.code), fields: Array(fields), body: Array(body.readableBytesView))
    }

    /// The answer once more, marked as a replay.
    var response: Response {
        var headers: HTTPFields = [:]
        for field in fields {
            if let name = HTTPField.Name(field.name) { headers.append(HTTPField(name: name, value: field.value)) }
        }
        headers[.idempotencyReplayed] = "true"
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPReply {
    /// The reply as it is kept under an idempotency key, for a handler that finishes its claim in the transaction of
    /// its change.
    ///
    /// - Throws: `NIOTooManyBytesError` when the body is too long to be kept.
    package func storedAnswer() async throws -> StoredAnswer {
        let response = Response(status: status, headers: headers, body: body)
        return StoredAnswer(response, body: try await response.collectBody(upTo: IdempotentRequests.answerLimit))
    }
}
