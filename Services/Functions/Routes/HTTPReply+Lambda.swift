import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

extension HTTPReply {
    /// A document of the Lambda API.
    static func lambda(
        _ document: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> HTTPReply {
        var headers = headers
        headers[.contentType] = "application/json"
        return HTTPReply(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document.utf8)))
    }
}

/// The fields of the Lambda API.
extension HTTPField.Name {
    static let invocationType = known("x-amz-invocation-type")
    static let logType = known("x-amz-log-type")
    static let logResult = known("x-amz-log-result")
    static let clientContext = known("x-amz-client-context")
    static let functionError = known("x-amz-function-error")
    static let remappedContentType = known("x-amzn-remapped-content-type")
    static let executedVersion = known("x-amz-executed-version")
    static let lambdaKey = known("idempotency-key")
}
