import NIOCore

/// How an invocation ended.
struct InvocationOutcome: Sendable {
    /// What the handler answered, or the document that tells why it did not.
    let payload: ByteBuffer
    /// The kind of error; nil when the handler answered.
    let errorType: String?

    static func success(_ payload: ByteBuffer) -> Self { Self(payload: payload, errorType: nil) }

    static func failure(_ type: String, _ payload: ByteBuffer) -> Self { Self(payload: payload, errorType: type) }

    var isSuccess: Bool { errorType == nil }
}
