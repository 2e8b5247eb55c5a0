package import MeshCore

/// The operations of a service that speaks AWS JSON 1.0: all are posted to one path, and a header names them.
package struct AWSJSONService: Sendable {
    package typealias Handler = @Sendable (AWSCall, MeshRequestContext) async throws -> JSONValue

    struct Entry: Sendable {
        let access: Access
        let handler: Handler
    }

    /// Under this path the mesh serves everything of AWS's: clients get it as a part of their endpoint's address, and sign
    /// it.
    package static let path = "/aws"
    static let mediaType = "application/x-amz-json-1.0"

    let signingName: String
    let target: String
    let bodyLimit: Int
    private(set) var entries: [String: Entry] = [:]

    /// A service without operations.
    ///
    /// - Parameters:
    ///   - signingName: What clients sign for (`states`).
    ///   - target: What `X-Amz-Target` says before the operation's name (`AWSStepFunctions`).
    ///   - bodyLimit: The most bytes of a request.
    package init(signingName: String, target: String, bodyLimit: Int) {
        self.signingName = signingName
        self.target = target
        self.bodyLimit = bodyLimit
    }

    /// Adds an operation.
    ///
    /// - Parameters:
    ///   - operation: Its name (`StartExecution`).
    ///   - access: Who may call it.
    ///   - handler: Called for a proven caller. What it throws becomes an exception: ``AWSErrorConvertible`` its own,
    ///     ``ProblemConvertible`` the one that comes next to it, anything else `InternalFailure`.
    package mutating func on(_ operation: String, access: Access = .user, handler: @escaping Handler) {
        precondition(entries[operation] == nil, "The operation \(operation) is declared twice")
        entries[operation] = Entry(access: access, handler: handler)
    }

    /// Adds an operation with a typed input and output; the other parameters are those of ``on(_:access:handler:)``.
    ///
    /// - Parameter input: What is decoded: another type of a member is a `SerializationException`, a missing one a
    ///   `ValidationException`.
    package mutating func on<Input: Decodable & Sendable>(
        _ operation: String, _ input: Input.Type, access: Access = .user,
        handler: @escaping @Sendable (Input, MeshRequestContext) async throws -> some Encodable & Sendable
    ) {
        on(operation, access: access) { call, context in
            let output = try await handler(try AWSCoding.decode(input, from: call), context)
            return try AWSCoding.encode(output)
        }
    }
}

extension API {
    /// Adds the operations of a service that speaks AWS JSON 1.0.
    package mutating func include(_ service: AWSJSONService) {
        append(AWSJSONRoute(service: service))
    }
}
