import NIOCore

/// Why a process did not come to ask for work.
enum StartFailure: Sendable {
    case fault(HandlerFault)
    /// What it says itself.
    case told(type: String, document: ByteBuffer)

    /// What the invocation is told that waited for it.
    func outcome(for id: String) -> InvocationOutcome {
        switch self {
        case .fault(let fault): fault.outcome(for: id)
        case .told(let type, let document): .failure(type, document)
        }
    }
}
