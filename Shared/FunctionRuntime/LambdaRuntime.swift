import Glibc
package import MeshCore

/// Runs a handler: asks the Lambda Runtime API (version 2018-06-01) for one event after the other and answers each.
///
///     @main enum Thumbnail {
///         static func main() async throws {
///             try await LambdaRuntime { (event: Event, context) in Answer(…) }.run()
///         }
///     }
///
/// The program is a function's `bootstrap`.
package struct LambdaRuntime: Sendable {
    /// Answers an event, or writes its answer part by part.
    package typealias Body = @Sendable (_ event: [UInt8], LambdaContext, LambdaResponseWriter) async throws -> [UInt8]?

    private let body: Body

    /// A handler of bytes.
    ///
    /// - Parameter body: Given the event, its context, and where a streamed answer goes; returns the answer, or nil when it
    ///   has written it.
    package init(bytes body: @escaping Body) {
        self.body = body
    }

    /// A handler of JSON values.
    package init(json body: @escaping @Sendable (JSONValue, LambdaContext) async throws -> JSONValue) {
        self.init { event, context, _ in try await body(try JSONValue(parsing: event), context).utf8 }
    }

    /// Answers events until the Runtime API is gone, which ends the process's use.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    package func run() async throws {
        guard let text = unsafe getenv("AWS_LAMBDA_RUNTIME_API") else { throw LambdaRuntimeError.noRuntimeAPI }
        let connection = try RuntimeConnection(authority: unsafe String(cString: text))
        while true {
            let next = try connection.send("GET", "/2018-06-01/runtime/invocation/next")
            guard next.status == 200, let id = next.fields["lambda-runtime-aws-request-id"] else {
                throw LambdaRuntimeError.unexpected(status: next.status, path: "next")
            }
            try await answer(next, id, over: connection)
        }
    }

    private func answer(_ next: RuntimeAnswer, _ id: String, over connection: RuntimeConnection) async throws {
        let context = LambdaContext(
            requestID: id, traceID: next.fields["lambda-runtime-trace-id"] ?? "",
            invokedFunctionARN: next.fields["lambda-runtime-invoked-function-arn"] ?? "",
            deadline: Timestamp(milliseconds: next.fields["lambda-runtime-deadline-ms"].flatMap { Int64($0) } ?? 0),
            clientContext: next.fields["lambda-runtime-client-context"])
        let path = "/2018-06-01/runtime/invocation/\(id)"
        let writer = LambdaResponseWriter(connection: connection, path: "\(path)/response")
        do {
            if let answer = try await body(next.body, context, writer) {
                // It leaves with the question for the next event.
                connection.hold(
                    "POST", "\(path)/response", fields: [("content-type", "application/json")], body: answer)
            } else {
                try writer.finish()
            }
        } catch let error as LambdaRuntimeError {
            throw error
        } catch {
            try tell(error, path, writer, connection)
        }
    }

    private func tell(
        _ error: any Error, _ path: String, _ writer: LambdaResponseWriter, _ connection: RuntimeConnection
    ) throws {
        let type = String(describing: Swift.type(of: error))
        let document: JSONValue = [
            "errorMessage": .string(String(describing: error)), "errorType": .string(type), "stackTrace": [],
        ]
        if try writer.fail(type: type, document: document.utf8) { return }
        _ = try connection.send(
            "POST", "\(path)/error",
            fields: [("content-type", "application/json"), ("lambda-runtime-function-error-type", type)],
            body: document.utf8)
    }
}
