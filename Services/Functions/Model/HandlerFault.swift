import MeshCore
import NIOCore

/// Why a handler gave no answer of its own, in the words of AWS's documents.
enum HandlerFault: Sendable, Equatable {
    /// The process ended by itself.
    case exited(ProcessExit)
    /// The process could not be started.
    case invalidEntrypoint(String)
    /// The deadline passed.
    case timedOut(Duration)
    /// The answer is too long.
    case responseTooLarge(Int)
    /// The answer broke off.
    case responseTruncated
    /// The process asked for other work, or for none, instead of answering.
    case lostAnswer
    /// The service gives up its work.
    case stopped

    /// The longest answer: 6 MiB and what AWS grants beyond.
    static let responseLimit = 6_291_556

    var type: String {
        switch self {
        case .exited: "Runtime.ExitError"
        case .invalidEntrypoint: "Runtime.InvalidEntrypoint"
        case .timedOut: "Sandbox.Timedout"
        case .responseTooLarge: "Function.ResponseSizeTooLarge"
        case .responseTruncated: "Runtime.TruncatedResponse"
        case .lostAnswer: "Runtime.Unknown"
        case .stopped: "Sandbox.Failure"
        }
    }

    /// The words of the document.
    ///
    /// - Parameter id: The invocation's.
    func message(for id: String) -> String {
        switch self {
        case .exited(let exit): "RequestId: \(id) Error: \(exit.words)"
        case .invalidEntrypoint(let words): "RequestId: \(id) Error: \(words)"
        case .timedOut(let limit): "RequestId: \(id) Error: Task timed out after \(Self.seconds(limit)) seconds"
        case .responseTooLarge(let size):
            "Response payload size (\(size) bytes) exceeded maximum allowed payload size (\(Self.responseLimit) bytes)."
        case .responseTruncated: "RequestId: \(id) Error: The response stream ended before it was complete"
        case .lostAnswer: "RequestId: \(id) Error: Unknown application error occurred"
        case .stopped: "RequestId: \(id) Error: The service is ending; try again"
        }
    }

    func outcome(for id: String) -> InvocationOutcome {
        let document: JSONValue = ["errorType": .string(type), "errorMessage": .string(message(for: id))]
        return .failure(type, ByteBuffer(bytes: document.utf8))
    }

    /// Seconds with two decimals.
    static func seconds(_ duration: Duration) -> String {
        let hundredths = duration.wholeMilliseconds / 10
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
