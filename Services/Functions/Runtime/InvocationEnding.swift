import NIOCore

/// How an invocation ends at its process.
enum InvocationEnding: Sendable {
    case response(ByteBuffer)
    /// The handler says that it failed.
    case error(type: String, document: ByteBuffer)
    case fault(HandlerFault)
    /// The answer has gone to the caller part by part.
    case streamed(HandlerStreamEnd)

    func outcome(for id: String) -> InvocationOutcome {
        switch self {
        case .response(let payload): .success(payload)
        case .error(let type, let document): .failure(type, document)
        case .fault(let fault): fault.outcome(for: id)
        case .streamed: .success(ByteBuffer())
        }
    }

    /// What the log says of it beside the report; nil when that is enough.
    func words(for id: String) -> String? {
        switch self {
        case .response, .error, .streamed(.complete), .streamed(.failed): nil
        case .fault(let fault), .streamed(.broken(let fault)): fault.message(for: id)
        }
    }

    /// The report's status; nil when it ended well.
    var status: String? {
        switch self {
        case .response, .streamed(.complete): nil
        case .fault(.timedOut): "timeout"
        case .error(let type, _), .streamed(.failed(let type, _)): "error\tError Type: \(type)"
        case .fault(let fault), .streamed(.broken(let fault)): "error\tError Type: \(fault.type)"
        }
    }
}
