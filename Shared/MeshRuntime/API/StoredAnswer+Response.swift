import HTTPTypes
import Hummingbird
import NIOCore

extension StoredAnswer {
    init(_ response: Response, body: ByteBuffer) {
        var headers: [String: String] = [:]
        for field in response.headers where field.name != .date {
            headers[field.name.canonicalName] = field.value
        }
        self.init(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
    }

    /// The answer once more, marked as a replay.
    var response: Response {
        var fields: HTTPFields = [:]
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if let name = HTTPField.Name("Idempotency-Replayed") { fields[name] = "true" }
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
