import HTTPTypes
import Hummingbird
import MeshCore
import NIOCore

/// Makes answers as the AWS protocols want them.
struct AWSAnswer: Sendable {
    /// What tells the protocols apart for who answers.
    enum Form: Sendable {
        /// AWS JSON 1.0: the exception's name is in the body, and statuses are 200, 400 and 500 and above.
        case json
        /// REST-JSON: the exception's name is in a header, and statuses tell of it.
        case rest
    }

    let form: Form

    /// An answer of success, with the request's id: the reply's own, where the service has one.
    func success(_ reply: HTTPReply, in context: MeshRequestContext) -> Response {
        var headers = reply.headers
        if headers[.amazonRequestID] == nil { headers[.amazonRequestID] = Self.requestID(of: context) }
        return Response(status: reply.status, headers: headers, body: reply.body)
    }

    /// An answer of failure.
    func failure(_ error: AWSError, in context: MeshRequestContext) -> Response {
        var body: JSONObject = [:]
        var headers: HTTPFields = [.cacheControl: "no-store"]
        let status: Int
        switch form {
        case .json:
            body["__type"] = .string(error.type)
            body["message"] = .string(error.message)
            headers[.contentType] = AWSJSONService.mediaType
            status = error.status >= 500 ? error.status : 400
        case .rest:
            body["Type"] = error.status >= 500 ? "Service" : "User"
            // Models differ in which of the two they name; clients take what theirs names.
            body["Message"] = .string(error.message)
            body["message"] = .string(error.message)
            headers[.contentType] = "application/json"
            headers[.amazonErrorType] = error.type
            status = error.status
        }
        for (name, value) in error.members { body[name] = value }
        headers[.amazonRequestID] = Self.requestID(of: context)
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONValue.object(body).utf8)))
    }

    /// The trace's id in the form of a UUID, by which the logs of all services on the way tell of the request.
    static func requestID(of context: MeshRequestContext) -> String {
        let digits = Array(context.id.utf8)
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return parts.joined(separator: "-")
    }
}
