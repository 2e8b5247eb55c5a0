package import HTTPTypes
import Hummingbird
package import MeshCore
import NIOCore

/// The operations of a service that speaks REST-JSON: each has its method and path under `/aws`.
package struct AWSRestService: Sendable {
    package typealias Handler = @Sendable (AWSCall, MeshRequestContext) async throws -> HTTPReply

    /// What an operation takes as its body.
    package enum Body: Sendable {
        /// A JSON object, or nothing, of at most so many bytes.
        case json(limit: Int)
        /// Any bytes, at most so many.
        case bytes(limit: Int)

        var limit: Int {
            switch self {
            case .json(let limit), .bytes(let limit): limit
            }
        }
    }

    /// What an ordinary document takes at most.
    package static let documentLimit = 1 << 20

    let signingName: String
    private(set) var routes: [AWSRestRoute] = []

    /// A service without operations.
    ///
    /// - Parameter signingName: What clients sign for (`lambda`, `scheduler`).
    package init(signingName: String) {
        self.signingName = signingName
    }

    /// Adds an operation.
    ///
    /// - Parameters:
    ///   - method: Its method.
    ///   - path: Its template as in AWS's model, without `/aws` (`/2015-03-31/functions/{FunctionName}`).
    ///   - operation: Its name (`GetFunction`).
    ///   - access: Who may call it.
    ///   - body: What it takes.
    ///   - handler: Called for a proven caller. What it throws becomes an exception, as with ``AWSJSONService``.
    package mutating func on(
        _ method: HTTPRequest.Method, _ path: String, _ operation: String, access: Access = .user,
        body: Body = .json(limit: documentLimit), handler: @escaping Handler
    ) {
        routes.append(
            AWSRestRoute(
                method: method, template: AWSJSONService.path + path, operation: operation, signingName: signingName,
                access: access, body: body, handler: handler))
    }
}

extension API {
    /// Adds the operations of a service that speaks REST-JSON.
    package mutating func include(_ service: AWSRestService) {
        for route in service.routes { append(route) }
    }
}

extension HTTPReply {
    /// The output of a REST-JSON operation.
    package static func awsJSON(
        _ output: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> HTTPReply {
        var headers = headers
        headers[.contentType] = "application/json"
        return HTTPReply(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: output.utf8)))
    }
}
