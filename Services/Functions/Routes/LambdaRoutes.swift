import HTTPTypes
import MeshCore
import MeshRuntime

/// The operations of the Lambda API, as they are gathered.
struct LambdaRoutes {
    typealias Handler = @Sendable (LambdaInput) async throws -> HTTPReply

    /// The longest document: a zip archive of 50 MB in Base64, and what stands around it.
    static let documentLimit = 70 << 20

    private(set) var service = AWSRestService(signingName: "lambda")
    private let access: Access

    /// - Parameter access: Who may call.
    init(access: Access) {
        self.access = access
    }

    /// Adds an operation.
    ///
    /// - Parameters:
    ///   - path: Its template as in AWS's model.
    ///   - operation: Its name in AWS's model.
    ///   - others: Who may call this one, where it is not who may call all.
    ///   - limit: The most bytes of its body.
    mutating func on(
        _ method: HTTPRequest.Method, _ path: String, _ operation: String, access others: Access? = nil,
        limit: Int = LambdaRoutes.documentLimit, _ handler: @escaping Handler
    ) {
        service.on(method, path, operation, access: others ?? access, body: .bytes(limit: limit)) { call, context in
            let input = LambdaInput(call: call, trace: context.trace)
            var reply = try await handler(input)
            reply.headers[.amazonRequestID] = input.invocationID
            return reply
        }
    }
}
