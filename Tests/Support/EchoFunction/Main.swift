import FunctionRuntime
import Glibc
import MeshCore

/// A handler for tests: says what it was told, and does what it is told to.
@main
enum Main {
    /// An error as a handler throws it.
    struct Refused: Error {
        let reason: String
    }

    static func main() async throws {
        let runtime = LambdaRuntime { event, context, writer in
            let value = try JSONValue(parsing: event)
            switch value["do"]?.stringValue {
            case "throw": throw Refused(reason: "as it was told")
            case "exit": exit(Int32(value["code"]?.intValue ?? 1))
            case "crash": abort()
            case "context": return describe(context).utf8
            case "call":
                let answer = try MeshCalls().send(
                    value["method"]?.stringValue ?? "GET", value["service"]?.stringValue ?? "",
                    value["path"]?.stringValue ?? "/", body: Array((value["body"]?.stringValue ?? "").utf8))
                return JSONValue.string(String(decoding: answer.body, as: UTF8.self)).utf8
            case "print":
                let text = Array((value["text"]?.stringValue ?? "").utf8)
                unsafe text.withUnsafeBytes { unsafe _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
                return JSONValue.null.utf8
            case "stream":
                writer.contentType = "text/plain"
                for part in value["parts"]?.arrayValue ?? [] { try writer.write(Array((part.stringValue ?? "").utf8)) }
                if value["fail"] == true { throw Refused(reason: "in the middle") }
                return nil
            default: return event
            }
        }
        try await runtime.run()
    }

    private static func describe(_ context: LambdaContext) -> JSONValue {
        [
            "requestID": .string(context.requestID), "arn": .string(context.invokedFunctionARN),
            "traceID": .string(context.traceID), "clientContext": context.clientContext.map { .string($0) } ?? .null,
            "remaining": .int(context.deadline.milliseconds),
            "environment": .object(
                JSONObject(
                    ["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "_HANDLER", "GREETING", "PWD"].map {
                        ($0, unsafe getenv($0).map { unsafe .string(String(cString: $0)) } ?? .null)
                    })),
        ]
    }
}
