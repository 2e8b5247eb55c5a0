package import NIOCore

/// What came of a call.
package struct InvokedFunction: Sendable, Equatable {
    /// 200 with an answer, 202 for an event, 204 for a dry run.
    package let status: Int
    /// The invocation's id.
    package let requestID: String
    /// The version that ran; nil when none did.
    package let executedVersion: String?
    /// `Unhandled` when the handler failed: then the payload is the document that tells why.
    package let functionError: String?
    package let payload: ByteBuffer

    package init(
        status: Int, requestID: String, executedVersion: String?, functionError: String?, payload: ByteBuffer
    ) {
        self.status = status
        self.requestID = requestID
        self.executedVersion = executedVersion
        self.functionError = functionError
        self.payload = payload
    }
}
